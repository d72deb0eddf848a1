package chorus.it;

import static org.awaitility.Awaitility.await;

import chorus.it.Distribution.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Three nodes on a network of their own, each on its own [machine][Namespaces] and configured as
/// an operator would. A client of a node runs on the node's machine, so it reaches it whatever the
/// network does.
final class NetworkedCluster implements Cluster, AutoCloseable {
  private static final int RESP = 7001;
  private static final Duration TIME_TO_START = Duration.ofSeconds(90);

  private final Path directory;
  private final Namespaces network;
  private final List<Process> processes = new ArrayList<>();
  private final Thread whenInterrupted = new Thread(this::end);

  private NetworkedCluster(Path directory, Namespaces network) {
    this.directory = directory;
    this.network = network;
  }

  /// A cluster whose nodes all accept connections, in a directory that goes with it.
  static NetworkedCluster start() {
    Path launcher = Distribution.launcher();
    NetworkedCluster cluster =
        new NetworkedCluster(emptyDirectory(), Namespaces.of(Playground.nodes()));
    Runtime.getRuntime().addShutdownHook(cluster.whenInterrupted);
    try {
      Playground.nodes().forEach(node -> cluster.startNode(launcher, node));
      Playground.nodes().forEach(cluster::awaitListening);
      return cluster;
    } catch (RuntimeException | AssertionError failed) {
      cluster.close();
      throw failed;
    }
  }

  private static Path emptyDirectory() {
    try {
      return Files.createTempDirectory("chorus-it-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startNode(Path launcher, String node) {
    try {
      Path own = Files.createDirectory(directory.resolve(node));
      Path config = Files.writeString(own.resolve("node.yaml"), yaml(node));
      List<String> command =
          List.of(launcher.toString(), "server", "start", "--config", config.toString());
      processes.add(
          new ProcessBuilder(network.commandOn(node, command))
              .redirectErrorStream(true)
              .redirectOutput(own.resolve("log").toFile())
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String yaml(String node) {
    return """
    cluster: networked
    node: %s
    bind: %s
    insecure: true
    data: data
    members:
    %sdatabases:
      - {name: main, index: 0}
    """
        .formatted(
            node,
            network.address(node),
            Playground.nodes().stream().map(this::member).collect(Collectors.joining()));
  }

  private String member(String node) {
    return "  - {id: %s, host: %s, resp: %d, peer: 7101, http: 7201, control: 7301}\n"
        .formatted(node, network.address(node), RESP);
  }

  private void awaitListening(String node) {
    await()
        .atMost(TIME_TO_START)
        .ignoreExceptions()
        .until(() -> {
          try (RespClient client = connect(node)) {
            return "PONG".equals(client.call("PING"));
          }
        });
  }

  /// The wires between the nodes.
  Namespaces network() {
    return network;
  }

  @Override
  public RespClient connect(String node) {
    InetSocketAddress address = new InetSocketAddress(network.address(node), RESP);
    return network.inside(node, () -> RespClient.connect(address));
  }

  @Override
  public Result runAt(String node, String... words) {
    List<String> command =
        Stream.of(
                Stream.of(Distribution.launcher().toString()),
                Arrays.stream(words),
                Stream.of("--at", network.address(node) + ":" + RESP))
            .flatMap(each -> each)
            .toList();
    return Distribution.runTool(network.commandOn(node, command).toArray(String[]::new));
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(whenInterrupted);
    } catch (IllegalStateException e) {
      // The hook itself runs already; there is nothing left to take back.
    }
  }

  private void end() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(each -> each.onExit().join());
    try (network) {
      Playground.delete(directory);
    }
  }
}
