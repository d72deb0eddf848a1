package chorus.cli.playground;

import chorus.cli.cluster.Wait;
import chorus.cli.playground.NodeProcess.Signal;
import chorus.cli.playground.NodeProcess.State;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `playground pause`.
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = {
      "Freezes nodes (SIGSTOP): their processes stay, but do and answer nothing until resume.",
      "To the others a paused leader looks dead; it must not act as leader when it wakes up."
    })
final class PauseCommand implements Runnable {
  private static final Duration TIME = Duration.ofSeconds(5);

  private final Terminal terminal;
  @Mixin private final NodesParameter nodes = new NodesParameter();
  @Mixin private final DirOption dir = new DirOption();
  @Mixin private final OutputOption output = new OutputOption();

  PauseCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    ProcessTable processes = ProcessTable.ofSystem();
    List<PlaygroundNode> chosen = nodes.in(PlaygroundDirectory.open(dir.path()));
    for (PlaygroundNode node : chosen) {
      NodeProcess process = new NodeProcess(node, processes);
      if (!process.signal(Signal.STOP)
          || !Wait.until(TIME, () -> process.state() == State.PAUSED)) {
        throw new CliFailure(
            ExitCode.FAILED,
            "%s is %s, not paused".formatted(node.id(), process.state()),
            "'playground start %s' starts it".formatted(node.id()));
      }
    }
    NodeList.show(chosen, processes, output, terminal);
  }
}
