package chorus.server;

import chorus.base.NodeId;
import chorus.base.Starts;
import chorus.server.config.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whose data directory it is: the content of its identity file, six lines of text.
///
/// `starts` are the numbers of the latest start that is known to be agreed and of all since
/// ([chorus.node.Past]).
record Identity(String cluster, NodeId node, int incarnation, List<Long> starts, Control control) {
  private static final Pattern TEXT =
      Pattern.compile(
          """
          format 1
          cluster (\\S{1,128})
          node (\\S{1,64})
          incarnation (\\d{1,5})
          starts((?: \\d{1,19})*)
          control (never|joined)
          """);

  Identity {
    starts = List.copyOf(starts);
  }

  /// Whether the node ever took part in the control group.
  enum Control {
    NEVER,
    JOINED
  }

  static Identity first(String cluster, NodeId node, int incarnation) {
    return new Identity(cluster, node, incarnation, List.of(), Control.NEVER);
  }

  /// With one more start, which draws `mark`.
  Identity started(int mark) {
    List<Long> all = new ArrayList<>(starts);
    all.add(Starts.number(incarnation, count() + 1, mark));
    return new Identity(cluster, node, incarnation, all, control);
  }

  /// The present start is agreed: nothing has to be known of those before it.
  Identity agreed() {
    return new Identity(cluster, node, incarnation, List.of(starts.getLast()), control);
  }

  Identity joined() {
    return new Identity(cluster, node, incarnation, starts, Control.JOINED);
  }

  /// How often this incarnation was started.
  long count() {
    return starts.isEmpty() ? 0 : Starts.count(starts.getLast());
  }

  String text() {
    return """
    format 1
    cluster %s
    node %s
    incarnation %d
    starts%s
    control %s
    """
        .formatted(
            cluster,
            node,
            incarnation,
            starts.stream().map(each -> " " + each).collect(Collectors.joining()),
            control.name().toLowerCase(Locale.ROOT));
  }

  static Identity parse(Path file, String text) throws ConfigException {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new ConfigException(
          file
              + " is damaged or of a newer version: restore it, or wipe the directory and let the"
              + " node come back as a new one");
    }
    return new Identity(
        matcher.group(1),
        new NodeId(matcher.group(2)),
        Integer.parseInt(matcher.group(3)),
        numbers(matcher.group(4)),
        Control.valueOf(matcher.group(5).toUpperCase(Locale.ROOT)));
  }

  private static List<Long> numbers(String words) {
    List<Long> all = new ArrayList<>();
    for (String word : words.split(" ", -1)) {
      if (!word.isEmpty()) {
        all.add(Long.parseLong(word));
      }
    }
    return all;
  }
}
