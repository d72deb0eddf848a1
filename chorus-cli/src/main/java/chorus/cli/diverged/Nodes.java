package chorus.cli.diverged;

import chorus.cli.cluster.Answer;
import chorus.cli.cluster.HostAndPort;
import chorus.cli.cluster.Members;
import chorus.cli.cluster.NodeClient;
import chorus.cli.cluster.StatusReport;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The nodes that have a copy of one database, and which of them could not be asked to the end.
final class Nodes {
  private final String database;
  private final SequencedMap<String, Optional<HostAndPort>> nodes = new LinkedHashMap<>();
  private final SequencedMap<String, String> unheard = new LinkedHashMap<>();

  private Nodes(StatusReport.Database database, Map<String, HostAndPort> members) {
    this.database = database.name();
    for (StatusReport.Node node : database.nodes()) {
      if (!node.role().equals("witness")) {
        nodes.put(node.node(), Optional.ofNullable(members.get(node.node())));
      }
    }
  }

  /// A node that could not be asked to the end, as JSON.
  record Unheard(String node, String why) {}

  /// Those of `wanted`, which is a name or an index.
  static Nodes of(HostAndPort at, String wanted) {
    return all(at).stream()
        .filter(each -> each.isOf(wanted))
        .findFirst()
        .map(each -> each.nodes)
        .orElseThrow(() ->
            new CliFailure(
                ExitCode.NOT_FOUND, "no database '" + wanted + "'", "'chorus db list' shows all"));
  }

  /// Those of every database.
  static List<Nodes> ofEvery(HostAndPort at) {
    return all(at).stream().map(Named::nodes).toList();
  }

  private record Named(StatusReport.Database database, Nodes nodes) {
    boolean isOf(String wanted) {
      return database.name().equals(wanted) || Integer.toString(database.index()).equals(wanted);
    }
  }

  private static List<Named> all(HostAndPort at) {
    try (NodeClient node = NodeClient.connect(at)) {
      StatusReport status =
          StatusReport.read(Answer.text(node.read("CHORUS", "STATUS")), at.toString());
      Map<String, HostAndPort> members = Members.of(status);
      return status.databases().stream()
          .map(each -> new Named(each, new Nodes(each, members)))
          .toList();
    }
  }

  String database() {
    return database;
  }

  /// Does something with every node that can be reached, one after another.
  void each(BiConsumer<String, NodeClient> action) {
    nodes.keySet().forEach(node -> on(node, client -> action.accept(node, client)));
  }

  /// Does something with one node. If that fails the node is noted, and the others go on.
  void on(String node, Consumer<NodeClient> action) {
    Optional<HostAndPort> address = nodes.getOrDefault(node, Optional.empty());
    if (address.isEmpty()) {
      fails(node, "nobody knows where it listens");
      return;
    }
    try (NodeClient client = NodeClient.connect(address.get())) {
      action.accept(client);
    } catch (CliFailure failure) {
      fails(node, String.valueOf(failure.getMessage()));
    }
  }

  /// Checks that all of `names` have a copy, before anything is done.
  void check(Iterable<String> names) {
    for (String node : names) {
      if (!nodes.containsKey(node)) {
        throw new CliFailure(
            ExitCode.NOT_FOUND,
            "no node '%s' has a copy of %s | nodes are %s"
                .formatted(node, database, nodes.keySet()));
      }
    }
  }

  /// Something of that node could not be had.
  void fails(String node, String why) {
    unheard.merge(node, why, (one, other) -> one + ", " + other);
  }

  List<Unheard> unheard() {
    return unheard.entrySet().stream()
        .map(each -> new Unheard(each.getKey(), each.getValue()))
        .toList();
  }

  /// Names those that could not be asked to the end, and says so with the exit code.
  ExitCode end(Terminal terminal, ExitCode otherwise) {
    unheard.forEach((node, why) ->
        terminal.talk("! %s of %s could not be asked: %s".formatted(node, database, why)));
    return unheard.isEmpty() ? otherwise : ExitCode.OUTCOME_UNKNOWN;
  }
}
