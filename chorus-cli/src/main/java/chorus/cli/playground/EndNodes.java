package chorus.cli.playground;

import chorus.cli.cluster.Wait;
import chorus.cli.playground.NodeProcess.Signal;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Ends the processes of nodes and waits until they are gone.
final class EndNodes {
  private static final Duration TIME_TO_DIE = Duration.ofSeconds(10);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(15);

  private EndNodes() {}

  /// SIGKILL to all at once: no node has time to do anything about it.
  static void kill(List<PlaygroundNode> nodes, ProcessTable processes) {
    end(nodes, processes, TIME_TO_DIE, Signal.KILL);
  }

  /// SIGTERM to all, and a paused one is woken, since it could not obey otherwise.
  static void stop(List<PlaygroundNode> nodes, ProcessTable processes) {
    end(nodes, processes, TIME_TO_STOP, Signal.TERM, Signal.CONT);
    nodes.forEach(node -> new NodeProcess(node, processes).forget());
  }

  private static void end(
      List<PlaygroundNode> nodes, ProcessTable processes, Duration time, Signal... signals) {
    Map<Long, NodeProcess> leaving = new TreeMap<>();
    for (PlaygroundNode node : nodes) {
      NodeProcess process = new NodeProcess(node, processes);
      OptionalLong pid = process.pid();
      pid.ifPresent(number -> leaving.put(number, process));
      for (Signal signal : signals) {
        process.signal(signal);
      }
    }
    leaving.forEach((pid, process) -> {
      if (!Wait.until(time, () -> process.hasLeft(pid))) {
        throw new CliFailure(
            ExitCode.FAILED,
            "process %d has not ended within %d s".formatted(pid, time.toSeconds()),
            "'playground kill' ends it at once");
      }
    });
  }
}
