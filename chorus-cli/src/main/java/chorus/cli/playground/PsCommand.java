package chorus.cli.playground;

import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `playground ps`.
@Command(
    name = "ps",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the nodes: running, paused, stopped (in order), or killed (gone in any other way)."
    })
final class PsCommand implements Runnable {
  private final Terminal terminal;
  @Mixin private final DirOption dir = new DirOption();
  @Mixin private final OutputOption output = new OutputOption();

  PsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    PlaygroundDirectory playground = PlaygroundDirectory.open(dir.path());
    NodeList.show(playground.nodes(), ProcessTable.ofSystem(), output, terminal);
  }
}
