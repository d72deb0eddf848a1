package chorus.cli;

import chorus.cli.cluster.Answer;
import chorus.cli.cluster.AtOption;
import chorus.cli.cluster.NodeClient;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `chorus leader history`.
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "Tells of the last changes of a database's leader, the latest first.",
      "",
      "For each: why the one before ended and who found that out, who could be chosen and how far"
          + " their logs went, how long each phase took, and what clients saw meanwhile. All nodes"
          + " tell the same."
    })
final class LeaderHistoryCommand implements Runnable {
  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "DB", description = "The database, by name or index.")
  private String database = "";

  LeaderHistoryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /// What `-o json` prints.
  record Listing(int schemaVersion, String database, List<LeaderChangeView> changes) {}

  @Override
  public void run() {
    try (NodeClient node = NodeClient.connect(at.address())) {
      List<LeaderChangeView> changes =
          Answer.list(node.read("CHORUS", "LEADER", "HISTORY", database)).stream()
              .map(LeaderChangeView::of)
              .toList();
      output.answer(terminal, () -> text(changes), () -> new Listing(1, database, changes));
    }
  }

  private String text(List<LeaderChangeView> changes) {
    return changes.isEmpty()
        ? "nobody has led " + database + " yet"
        : changes.stream().map(LeaderChangeView::text).collect(Collectors.joining("\n\n"));
  }
}
