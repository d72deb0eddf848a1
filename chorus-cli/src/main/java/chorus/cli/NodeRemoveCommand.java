package chorus.cli;

import chorus.cli.cluster.AtOption;
import chorus.cli.cluster.NodeClient;
import chorus.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `chorus node remove`. The cluster judges whether it can do without the node.
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = {
      "Removes a node from the cluster; its process ends by itself, now or when it is started again.",
      "",
      "A node that holds a replica of a database, or is a witness for one, is not removed (exit 5)."
    })
final class NodeRemoveCommand implements Runnable {
  private final Terminal terminal;
  @Mixin private final AtOption at = new AtOption();

  @Parameters(paramLabel = "NODE", description = "The node, such as n4.")
  private String node = "";

  NodeRemoveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try (NodeClient client = NodeClient.connect(at.address())) {
      client.change("CHORUS", "NODE", "REMOVE", node);
      terminal.talk(node + " belongs to the cluster no more, and ends by itself");
    }
  }
}
