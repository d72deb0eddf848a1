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

/// `chorus db show`.
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows the definition of one database.")
final class DbShowCommand implements Runnable {
  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "DB", description = "The database, by name or index.")
  private String name = "";

  DbShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try (NodeClient node = NodeClient.connect(at.address())) {
      DatabaseView found = DatabaseView.of(Answer.map(node.read("CHORUS", "DB", "SHOW", name)));
      output.answer(terminal, () -> DatabaseView.table(List.of(found)), () -> found);
    }
  }
}
