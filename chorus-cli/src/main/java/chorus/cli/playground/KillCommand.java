package chorus.cli.playground;

import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `playground kill`.
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    description = {
      "Kills nodes (SIGKILL), all at once, and returns when their processes are gone.",
      "What they had not synced to disk is up to the operating system; start brings them back."
    })
final class KillCommand implements Runnable {
  private final Terminal terminal;
  @Mixin private final NodesParameter nodes = new NodesParameter();
  @Mixin private final DirOption dir = new DirOption();
  @Mixin private final OutputOption output = new OutputOption();

  KillCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    ProcessTable processes = ProcessTable.ofSystem();
    List<PlaygroundNode> chosen = nodes.in(PlaygroundDirectory.open(dir.path()));
    EndNodes.kill(chosen, processes);
    NodeList.show(chosen, processes, output, terminal);
  }
}
