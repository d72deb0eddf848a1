package chorus.cli;

import chorus.cli.cluster.Answer;
import chorus.cli.cluster.AtOption;
import chorus.cli.cluster.NodeClient;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `chorus db list`.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists all databases with their definitions.")
final class DbListCommand implements Runnable {
  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final OutputOption output = new OutputOption();

  DbListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try (NodeClient node = NodeClient.connect(at.address())) {
      List<DatabaseView> all =
          Answer.list(node.read("CHORUS", "DB", "LIST")).stream()
              .map(each -> DatabaseView.of(Answer.map(each)))
              .toList();
      output.answer(
          terminal, () -> DatabaseView.table(all), () -> new DatabaseView.Listing(1, all));
    }
  }
}
