package chorus.cli;

import chorus.cli.cluster.Answer;
import chorus.cli.cluster.AtOption;
import chorus.cli.cluster.NodeClient;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `chorus db undrop`.
@Command(
    name = "undrop",
    mixinStandardHelpOptions = true,
    description = "Takes the drop of a database back, while that can be done, and shows it.")
final class DbUndropCommand implements Runnable {
  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "DB", description = "The database, by name or index.")
  private String name = "";

  DbUndropCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try (NodeClient node = NodeClient.connect(at.address())) {
      DatabaseView back = DatabaseView.of(Answer.map(node.change("CHORUS", "DB", "UNDROP", name)));
      output.answer(terminal, () -> DatabaseView.table(List.of(back)), () -> back);
    }
  }
}
