package chorus.server;

import chorus.base.NodeId;
import chorus.base.Starts;
import chorus.definition.MemberAddress;
import chorus.server.config.ConfigException;
import chorus.server.env.Durable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The members that a node knew last, each with its incarnation and its latest start: what it
/// starts with, before the control plane tells it more. A file of text in its data directory, a
/// line for each.
record KnownMembers(Map<NodeId, Known> byId) {
  static final String FILE = "members";

  private static final String FORMAT = "format 1";
  private static final Pattern LINE =
      Pattern.compile(
          "member (\\S{1,64}) incarnation (\\d{1,5}) start (\\d{1,19}) at (\\S{1,255}) (\\d{1,5}) (\\d{1,5}) (\\d{1,5}) (\\d{1,5})");

  KnownMembers {
    byId = Collections.unmodifiableMap(new TreeMap<>(byId));
  }

  /// One member. `boot` is the number of its latest start that is known ([Starts]).
  record Known(MemberAddress address, int incarnation, long boot) {
    /// One of which no start is known.
    static Known fresh(MemberAddress address, int incarnation) {
      return new Known(address, incarnation, Starts.number(incarnation, 0));
    }
  }

  /// What stands in the data directory `path`, if anything does.
  static Optional<KnownMembers> read(Path path) throws IOException, ConfigException {
    Path file = path.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
    if (lines.isEmpty() || !lines.removeFirst().equals(FORMAT)) {
      throw damaged(file);
    }
    Map<NodeId, Known> byId = new TreeMap<>();
    for (String line : lines) {
      Matcher found = LINE.matcher(line);
      if (!found.matches()) {
        throw damaged(file);
      }
      byId.put(new NodeId(found.group(1)), known(found));
    }
    return Optional.of(new KnownMembers(byId));
  }

  private static Known known(Matcher line) {
    return new Known(
        new MemberAddress(
            line.group(4), number(line, 5), number(line, 6), number(line, 7), number(line, 8)),
        number(line, 2),
        Long.parseLong(line.group(3)));
  }

  private static int number(Matcher line, int group) {
    return Integer.parseInt(line.group(group));
  }

  private static ConfigException damaged(Path file) {
    return new ConfigException(
        file
            + " is damaged or of a newer version: restore it, or delete it where the configuration lists the members");
  }

  /// Durable when it returns.
  void write(Path path) throws IOException {
    byte[] text = text().getBytes(StandardCharsets.UTF_8);
    Durable.replace(path.resolve(FILE), ByteBuffer.wrap(text));
  }

  private String text() {
    return byId.entrySet().stream()
        .map(each -> line(each.getKey(), each.getValue()))
        .collect(Collectors.joining("\n", FORMAT + "\n", "\n"));
  }

  private static String line(NodeId node, Known known) {
    MemberAddress at = known.address();
    return "member %s incarnation %d start %d at %s %d %d %d %d"
        .formatted(
            node,
            known.incarnation(),
            known.boot(),
            at.host(),
            at.resp(),
            at.peer(),
            at.http(),
            at.control());
  }

  /// The member `node`, which is there.
  Known of(NodeId node) {
    return Optional.ofNullable(byId.get(node)).orElseThrow();
  }

  /// The latest start of each.
  Map<NodeId, Long> starts() {
    return byId.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().boot()));
  }

  /// Where each is reached.
  Map<NodeId, MemberAddress> addresses() {
    return byId.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().address()));
  }
}
