package chorus.cli.playground;

import chorus.cli.cluster.Readiness;
import chorus.cli.cluster.Wait;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Starts the processes of nodes and waits for what they come to.
final class StartNodes {
  private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(60);
  private static final int LAST_LINES = 5;

  private StartNodes() {}

  static void launch(PlaygroundNode node, ProcessTable processes) {
    new NodeProcess(node, processes).record(NodeLauncher.launch(node));
  }

  /// Returns when the node answers on its RESP port; runs `meanwhile` now and then.
  static void awaitAnswer(PlaygroundNode node, ProcessTable processes, Runnable meanwhile) {
    boolean answers =
        Wait.until(
            TIME_TO_ANSWER,
            () -> {
              requireAlive(node, processes);
              meanwhile.run();
              return Readiness.answers(node.resp());
            });
    if (!answers) {
      throw failure(node, "does not answer after %d s".formatted(TIME_TO_ANSWER.toSeconds()));
    }
  }

  /// Returns when all databases accept writes through every node.
  static void awaitReady(List<PlaygroundNode> nodes, ProcessTable processes) {
    var addresses = nodes.stream().map(PlaygroundNode::resp).toList();
    boolean ready =
        Wait.until(
            TIME_TO_ANSWER,
            () -> {
              nodes.forEach(node -> requireAlive(node, processes));
              return Readiness.check(addresses).isPresent();
            });
    if (!ready) {
      throw failure(
          nodes.getFirst(),
          "does not accept writes after %d s".formatted(TIME_TO_ANSWER.toSeconds()));
    }
  }

  private static void requireAlive(PlaygroundNode node, ProcessTable processes) {
    if (new NodeProcess(node, processes).pid().isEmpty()) {
      throw failure(node, "has ended");
    }
  }

  private static CliFailure failure(PlaygroundNode node, String what) {
    return new CliFailure(
        ExitCode.FAILED,
        "%s %s; its log is %s, and ends:\n%s"
            .formatted(node.id(), what, node.log(), lastLines(node)));
  }

  private static String lastLines(PlaygroundNode node) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(node.log()), StandardCharsets.UTF_8).lines().toList();
      return lines.stream()
          .skip(Math.max(0, lines.size() - LAST_LINES))
          .map(line -> "    " + line)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      return "    (it cannot be read: " + e.getMessage() + ")";
    }
  }
}
