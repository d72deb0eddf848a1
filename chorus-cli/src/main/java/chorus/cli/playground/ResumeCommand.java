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

/// `playground resume`.
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {"Wakes paused nodes (SIGCONT)."})
final class ResumeCommand implements Runnable {
  private static final Duration TIME = Duration.ofSeconds(5);

  private final Terminal terminal;
  @Mixin private final NodesParameter nodes = new NodesParameter();
  @Mixin private final DirOption dir = new DirOption();
  @Mixin private final OutputOption output = new OutputOption();

  ResumeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    ProcessTable processes = ProcessTable.ofSystem();
    List<PlaygroundNode> chosen = nodes.in(PlaygroundDirectory.open(dir.path()));
    for (PlaygroundNode node : chosen) {
      NodeProcess process = new NodeProcess(node, processes);
      if (!process.signal(Signal.CONT)
          || !Wait.until(TIME, () -> process.state() == State.RUNNING)) {
        throw new CliFailure(
            ExitCode.FAILED,
            "%s is %s, not running".formatted(node.id(), process.state()),
            "'playground start %s' starts it".formatted(node.id()));
      }
    }
    NodeList.show(chosen, processes, output, terminal);
  }
}
