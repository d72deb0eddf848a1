package chorus.cli.playground;

import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `playground stop`.
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = {"Stops nodes in order (SIGTERM) and returns when their processes are gone."})
final class StopCommand implements Runnable {
  private final Terminal terminal;
  @Mixin private final NodesParameter nodes = new NodesParameter();
  @Mixin private final DirOption dir = new DirOption();
  @Mixin private final OutputOption output = new OutputOption();

  StopCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    ProcessTable processes = ProcessTable.ofSystem();
    List<PlaygroundNode> chosen = nodes.in(PlaygroundDirectory.open(dir.path()));
    EndNodes.stop(chosen, processes);
    NodeList.show(chosen, processes, output, terminal);
  }
}
