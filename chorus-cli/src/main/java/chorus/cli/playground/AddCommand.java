package chorus.cli.playground;

import chorus.cli.cluster.ClusterPorts;
import chorus.cli.terminal.Cleanups;
import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import chorus.cli.terminal.OutputOption;
import chorus.cli.terminal.Terminal;
import chorus.server.config.ConfigException;
import chorus.server.config.ConfigLoader;
import chorus.server.config.LocalCluster;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `playground add`.
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Starts one more node, which joins the running cluster, and returns when it takes clients.",
      "It holds no replica of the databases that are there; new databases count on it."
    })
final class AddCommand implements Runnable {
  private final Terminal terminal;
  private final Cleanups cleanups;
  @Mixin private final DirOption dir = new DirOption();
  @Mixin private final OutputOption output = new OutputOption();

  AddCommand(Terminal terminal, Cleanups cleanups) {
    this.terminal = terminal;
    this.cleanups = cleanups;
  }

  @Override
  public void run() {
    ProcessTable processes = ProcessTable.ofSystem();
    PlaygroundDirectory before = PlaygroundDirectory.open(dir.path());
    PlaygroundNode seed = AnyNode.of(before);
    LocalCluster cluster =
        new LocalCluster(cluster(before.nodes().getFirst()), before.size(), before.ports().first());
    if (before.size() == ClusterPorts.MAX_NODES) {
      throw new CliFailure(
          ExitCode.REFUSED_AS_UNSAFE,
          "a playground has at most " + ClusterPorts.MAX_NODES + " nodes");
    }
    PlaygroundDirectory playground = before.grown();
    PlaygroundNode node = playground.nodes().getLast();
    NodeFiles.create(node, cluster.joining(node.number(), seed.number(), node.data()));
    cleanups.add(() -> EndNodes.kill(List.of(node), processes));
    StartNodes.launch(node, processes);
    terminal.talk("starting %s, which joins by way of %s".formatted(node.id(), seed.id()));
    StartNodes.awaitReady(List.of(node), processes);
    cleanups.keepAll();
    NodeList.show(List.of(node), processes, output, terminal);
    terminal.talk("next: chorus node list, chorus db create NAME --replicas " + playground.size());
  }

  private static String cluster(PlaygroundNode node) {
    try {
      return ConfigLoader.load(node.config(), Map.of(), Map.of()).cluster();
    } catch (ConfigException wrong) {
      throw new CliFailure(ExitCode.CONFIGURATION, String.valueOf(wrong.getMessage()));
    }
  }
}
