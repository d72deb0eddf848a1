package chorus.cli.playground;

import chorus.cli.cluster.HostAndPort;
import chorus.cli.cluster.NodeClient;
import chorus.cli.cluster.Readiness;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import java.util.List;

/// Whichever node of a playground answers: it passes on what all must hear.
final class AnyNode {
  private AnyNode() {}

  static void tell(PlaygroundDirectory playground, List<String> words) {
    HostAndPort address =
        playground.nodes().stream()
            .map(node -> HostAndPort.loopback(node.ports().resp(node.number())))
            .filter(Readiness::answers)
            .findFirst()
            .orElseThrow(() ->
                new CliFailure(
                    ExitCode.FAILED, "no node answers", "'playground ps' shows how they are"));
    try (NodeClient client = NodeClient.connect(address)) {
      client.change(words.toArray(String[]::new));
    }
  }
}
