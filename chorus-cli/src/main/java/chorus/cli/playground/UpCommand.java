package chorus.cli.playground;

import chorus.cli.cluster.SizeOptions;
import chorus.cli.terminal.Cleanups;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import chorus.server.config.LocalCluster;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `playground up`.
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a new cluster, one process per node, and returns when all databases accept writes.",
      "Each node's configuration, data and log lie in DIR/n1, DIR/n2, …"
    })
final class UpCommand implements Runnable {
  private final Terminal terminal;
  private final Cleanups cleanups;
  @Mixin private final SizeOptions size = new SizeOptions();
  @Mixin private final DirOption dir = new DirOption();
  @Mixin private final OutputOption output = new OutputOption();

  UpCommand(Terminal terminal, Cleanups cleanups) {
    this.terminal = terminal;
    this.cleanups = cleanups;
  }

  @Override
  public void run() {
    ProcessTable processes = ProcessTable.ofSystem();
    size.nodes();
    size.requireFreePorts();
    PlaygroundDirectory playground =
        PlaygroundDirectory.create(dir.path(), size.nodes(), size.ports());
    List<PlaygroundNode> nodes = playground.nodes();
    String cluster = "playground-" + HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    cleanups.add(() -> EndNodes.kill(nodes, processes));
    try {
      for (PlaygroundNode node : nodes) {
        NodeFiles.create(
            node,
            new LocalCluster(cluster, size.nodes(), size.ports().first())
                .config(node.number(), node.data()));
        StartNodes.launch(node, processes);
      }
      terminal.talk("starting %d nodes in %s".formatted(nodes.size(), playground.path()));
      StartNodes.awaitReady(nodes, processes);
    } catch (CliFailure failure) {
      cleanups.stopAll();
      throw new CliFailure(
          failure.exitCode(),
          String.valueOf(failure.getMessage()),
          "nothing is left running; 'playground rm' deletes what is there");
    }
    cleanups.keepAll();
    NodeList.show(nodes, processes, output, terminal);
    terminal.talk("next: redis-cli -p %d, chorus status".formatted(size.ports().first()));
  }
}
