package chorus.cli.cluster;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/// `--nodes` and `--port`, of the commands that start a cluster on this machine.
public final class SizeOptions {
  private static final int DEFAULT_NODES = 3;
  private static final int DEFAULT_PORT = 7001;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many nodes, 1 to " + ClusterPorts.MAX_NODES + ". Default: 3.")
  private int nodes = DEFAULT_NODES;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "7001",
      description = {
        "Where clients reach n1; n2 is one port above, and so on. Peers, HTTP and control",
        "traffic use the ports 100, 200 and 300 above. Default: 7001."
      })
  private int port = DEFAULT_PORT;

  public int nodes() {
    requireBetween("--nodes", nodes, 1, ClusterPorts.MAX_NODES);
    return nodes;
  }

  public ClusterPorts ports() {
    requireBetween("--port", port, 1024, ClusterPorts.MAX_FIRST);
    return new ClusterPorts(port);
  }

  /// Fails if another program listens on one of the ports: said at once, it is one clear line and
  /// not a node's log.
  public void requireFreePorts() {
    ClusterPorts ports = ports();
    List<Integer> wanted =
        IntStream.rangeClosed(1, nodes())
            .boxed()
            .flatMap(k ->
                List.of(ports.resp(k), ports.peer(k), ports.http(k), ports.control(k)).stream())
            .toList();
    for (int each : wanted) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), each));
      } catch (IOException e) {
        throw new CliFailure(
            ExitCode.CONFIGURATION,
            "port %d is in use".formatted(each),
            "another cluster may run here: 'chorus playground rm' ends a playground; --port"
                + " moves this one");
      }
    }
  }

  private static void requireBetween(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new CliFailure(
          ExitCode.USAGE, "%s is %d, must be %d to %d".formatted(option, value, min, max));
    }
  }
}
