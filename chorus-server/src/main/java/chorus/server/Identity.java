package chorus.server;

import chorus.base.NodeId;
import chorus.server.config.ConfigException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whose data directory it is: the content of its identity file, six lines of text.
record Identity(String cluster, NodeId node, int incarnation, long starts, Control control) {
  private static final Pattern TEXT =
      Pattern.compile(
          """
          format 1
          cluster (\\S{1,128})
          node (\\S{1,64})
          incarnation (\\d{1,9})
          starts (\\d{1,9})
          control (never|joined)
          """);

  /// Whether the node ever took part in the control group.
  enum Control {
    NEVER,
    JOINED
  }

  static Identity first(String cluster, NodeId node, int incarnation) {
    return new Identity(cluster, node, incarnation, 0, Control.NEVER);
  }

  Identity started() {
    return new Identity(cluster, node, incarnation, starts + 1, control);
  }

  Identity joined() {
    return new Identity(cluster, node, incarnation, starts, Control.JOINED);
  }

  String text() {
    return """
    format 1
    cluster %s
    node %s
    incarnation %d
    starts %d
    control %s
    """
        .formatted(cluster, node, incarnation, starts, control.name().toLowerCase(Locale.ROOT));
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
        Long.parseLong(matcher.group(4)),
        Control.valueOf(matcher.group(5).toUpperCase(Locale.ROOT)));
  }
}
