package chorus.cli;

import chorus.cli.cluster.Answer;
import chorus.cli.cluster.AtOption;
import chorus.cli.cluster.NodeClient;
import chorus.cli.cluster.StatusReport;
import chorus.cli.cluster.StatusTable;
import chorus.cli.terminal.Json;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `chorus status`: the cluster at a glance.
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows every database: its promise, who leads, and how far each copy is.",
      "",
      "LSNs are positions in the database's log: LAST was written, DURABLE is fsynced,",
      "COMMITTED is on enough nodes to be acknowledged, APPLIED is visible on that node.",
      "A lag is the distance to the leader; 0 is caught up, ? is unknown."
    })
final class StatusCommand implements Runnable {
  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final OutputOption output = new OutputOption();

  StatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try (NodeClient node = NodeClient.connect(at.address())) {
      String json = Answer.text(node.read("CHORUS", "STATUS"));
      output.answer(
          terminal,
          () -> StatusTable.of(StatusReport.read(json, at.address().toString())),
          () -> new Json.Verbatim(json));
    }
  }
}
