package chorus.cli;

import chorus.cli.cluster.Answer;
import chorus.cli.cluster.AtOption;
import chorus.cli.cluster.Comparison;
import chorus.cli.cluster.ComparisonTable;
import chorus.cli.cluster.HostAndPort;
import chorus.cli.cluster.Members;
import chorus.cli.cluster.NodeClient;
import chorus.cli.cluster.ReplicaView;
import chorus.cli.cluster.StatusReport;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `chorus verify`: do all copies hold the same, and do their stored rows agree with their hash?
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Compares what all nodes hold of a database.",
      "",
      "Every node keeps a hash of its content. They are compared at one position of the log,",
      "and each node reads all of its log and computes its hash again from the rows that it has",
      "stored, which finds what has rotted. Damage is repaired, the log from the other nodes and",
      "the rows from the log, and named. A large database takes a while.",
      "",
      "Exit code: 0 equal, 1 different or damaged, 4 a node could not be compared."
    })
final class VerifyCommand implements Callable<Integer> {
  /// A node computes its hash from all of its rows.
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "DB",
      defaultValue = "",
      description = "The database, by name or index. Default: all that are not dropped.")
  private String wanted = "";

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    StatusReport status = status();
    Map<String, HostAndPort> members = Members.of(status);
    List<Comparison> comparisons =
        status.databases().stream()
            .filter(this::isWanted)
            .map(each -> compare(each, members))
            .toList();
    if (comparisons.isEmpty() && !wanted.isEmpty()) {
      throw new CliFailure(
          ExitCode.NOT_FOUND, "no database '" + wanted + "'", "'chorus db list' shows all");
    }
    output.answer(
        terminal, () -> ComparisonTable.text(comparisons), () -> ComparisonTable.json(comparisons));
    return switch (Comparison.worst(comparisons)) {
      case EQUAL -> ExitCode.OK.number();
      case DIFFERENT -> ExitCode.FAILED.number();
      case UNFINISHED -> ExitCode.OUTCOME_UNKNOWN.number();
    };
  }

  private StatusReport status() {
    try (NodeClient node = NodeClient.connect(at.address())) {
      return StatusReport.read(Answer.text(node.read("CHORUS", "STATUS")), at.address().toString());
    }
  }

  private static Optional<ReplicaView> view(HostAndPort node, StatusReport.Database database) {
    return NodeClient.poll(node, PATIENCE, "CHORUS", "VERIFY", database.name())
        .map(ReplicaView::of);
  }

  private boolean isWanted(StatusReport.Database database) {
    return (wanted.isEmpty() && database.droppedUntil() == null)
        || database.name().equals(wanted)
        || Integer.toString(database.index()).equals(wanted);
  }

  /// Asks every node that holds a copy.
  private static Comparison compare(
      StatusReport.Database database, Map<String, HostAndPort> members) {
    List<ReplicaView> views = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    for (StatusReport.Node node : database.nodes()) {
      if (node.role().equals("witness")) {
        continue;
      }
      Optional.ofNullable(members.get(node.node()))
          .flatMap(address -> view(address, database))
          .ifPresentOrElse(views::add, () -> absent.add(node.node()));
    }
    return new Comparison(database.name(), views, absent);
  }
}
