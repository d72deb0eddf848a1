package chorus.cli.playground;

import chorus.cli.cluster.NodeClient;
import chorus.cli.cluster.Readiness;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import java.util.List;

/// Whichever node of a playground answers: it passes on what all must hear.
final class AnyNode {
  private AnyNode() {}

  static void tell(PlaygroundDirectory playground, List<String> words) {
    try (NodeClient client = NodeClient.connect(of(playground).resp())) {
      client.change(words.toArray(String[]::new));
    }
  }

  /// The first one that answers.
  static PlaygroundNode of(PlaygroundDirectory playground) {
    return playground.nodes().stream()
        .filter(node -> Readiness.answers(node.resp()))
        .findFirst()
        .orElseThrow(() ->
            new CliFailure(
                ExitCode.FAILED, "no node answers", "'playground ps' shows how they are"));
  }
}
