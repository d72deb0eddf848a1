package chorus.cli;

import chorus.cli.cluster.ClusterPorts;
import chorus.cli.cluster.HostAndPort;
import chorus.cli.cluster.Readiness;
import chorus.cli.terminal.Cleanups;
import chorus.cli.terminal.FileTree;
import chorus.cli.terminal.Terminal;
import chorus.client.Connection;
import chorus.client.ConnectionException;
import chorus.resp.Bytes;
import chorus.server.config.LocalCluster;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What `bin/chorus` has the JVM do once, so that the cache which it makes meanwhile knows the
/// classes and the hot methods of a node and of a command: a small cluster under a little load.
///
/// Ends by itself, whatever happens: a cache of less is a cache too.
public final class Rehearsal {
  private static final int NODES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOAD = Duration.ofSeconds(4);

  private Rehearsal() {}

  /// Ends with 0 if the cluster was under load.
  public static void main(String[] arguments) throws IOException {
    NodeLogs.quietNodes();
    Path directory = Files.createTempDirectory("chorus-rehearsal-");
    Terminal nobody =
        new Terminal(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    ClusterPorts ports = new ClusterPorts(freePort());
    boolean loaded;
    try (DemoNodes nodes = new DemoNodes(() -> {})) {
      nodes.start(new LocalCluster("rehearsal", NODES, ports.first()), directory);
      loaded = load(IntStream.rangeClosed(1, NODES).mapToObj(ports::resp).toList());
      Main.run(nobody, new Cleanups(), "status", "--at", "127.0.0.1:" + ports.first());
      Main.run(nobody, new Cleanups(), "--version");
    }
    FileTree.delete(directory);
    System.exit(loaded ? 0 : 1);
  }

  private static boolean load(List<Integer> ports) {
    List<HostAndPort> nodes = ports.stream().map(HostAndPort::loopback).toList();
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (Readiness.check(nodes).isEmpty()) {
      if (System.nanoTime() > giveUp) {
        return false;
      }
      Thread.onSpinWait();
    }
    long end = System.nanoTime() + LOAD.toNanos();
    try (Connection one = Connection.open("127.0.0.1", ports.getFirst(), PATIENCE);
        Connection other = Connection.open("127.0.0.1", ports.getLast(), PATIENCE)) {
      for (int round = 0; System.nanoTime() < end; round++) {
        one.pipeline(commands(round));
        other.pipeline(commands(round));
      }
      return true;
    } catch (ConnectionException e) {
      return false;
    }
  }

  private static List<List<Bytes>> commands(int round) {
    List<List<Bytes>> commands = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String key = "key:" + (round * 31 + i) % 1000;
      commands.add(words("SET", key, "value of " + key));
      commands.add(words("GET", key));
      commands.add(words("HSET", "hash:" + i, "field", key));
      commands.add(words("INCR", "counter"));
    }
    return commands;
  }

  private static List<Bytes> words(String... words) {
    return Stream.of(words).map(Bytes::utf8).toList();
  }

  private static int freePort() {
    while (true) {
      int first = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      ClusterPorts ports = new ClusterPorts(first);
      if (IntStream.rangeClosed(1, NODES)
          .allMatch(
              k -> isFree(ports.resp(k)) && isFree(ports.peer(k)) && isFree(ports.control(k)))) {
        return first;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
