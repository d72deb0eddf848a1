package chorus.sim.meta;

import chorus.base.NodeId;
import chorus.control.ControlGroup;
import chorus.control.ControlLinks;
import chorus.control.ControlRefusedException;
import chorus.control.ControlSettings;
import chorus.control.ControlTuning;
import chorus.control.RatisMetaLog;
import chorus.control.StartMode;
import chorus.env.MetaMembers;
import chorus.env.MetaPeer;
import chorus.resp.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// The control log on Ratis: real ports of the loopback, real directories, real time.
final class RatisCluster implements MetaLogCluster {
  private final List<MetaPeer> peers;
  private final int founders;
  private final ControlTuning tuning;
  private final Path directory;
  private final Map<Integer, Node> running = new TreeMap<>();

  private record Node(RatisMetaLog log, RealStrand strand, RecordingMachine machine) {}

  RatisCluster(int founders, int others, Path directory, ControlTuning tuning) {
    this.founders = founders;
    this.peers = peers(founders + others);
    this.directory = directory;
    this.tuning = tuning;
  }

  private static List<MetaPeer> peers(int nodes) {
    List<ServerSocket> reserved = new ArrayList<>();
    try {
      for (int node = 0; node < nodes; node++) {
        reserved.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<MetaPeer> peers =
          IntStream.range(0, nodes)
              .mapToObj(node ->
                  new MetaPeer(nodeId(node), 1, "127.0.0.1", reserved.get(node).getLocalPort()))
              .toList();
      for (ServerSocket socket : reserved) {
        socket.close();
      }
      return peers;
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  private static NodeId nodeId(int node) {
    return new NodeId("n" + (node + 1));
  }

  /// As a founder knows it, or as somebody who comes later is told.
  private ControlGroup group(int node) {
    MetaMembers first = MetaMembers.first(peers.subList(0, founders));
    return new ControlGroup(
        "test",
        node < founders ? first : new MetaMembers(first.voters(), List.of(peers.get(node))));
  }

  @Override
  public int nodes() {
    return peers.size();
  }

  @Override
  public void start(int node) {
    Path home = directory.resolve(nodeId(node).name());
    StartMode mode = Files.exists(home) ? StartMode.EXISTING : StartMode.FRESH;
    RealStrand strand = new RealStrand("strand-" + nodeId(node));
    RecordingMachine machine = new RecordingMachine();
    try {
      RatisMetaLog log =
          RatisMetaLog.open(
              new ControlSettings(
                  group(node), nodeId(node), home, mode, tuning, ControlLinks.WHOLE),
              strand);
      strand.execute(() -> log.start(machine));
      running.put(node, new Node(log, strand, machine));
    } catch (ControlRefusedException refused) {
      strand.close();
      throw new AssertionError(refused);
    }
  }

  @Override
  public void stop(int node) {
    Node stopped = running.remove(node);
    if (stopped != null) {
      stopped.log().close();
      stopped.strand().close();
    }
  }

  @Override
  public boolean runs(int node) {
    return running.containsKey(node);
  }

  @Override
  public RecordingMachine machine(int node) {
    return node(node).machine();
  }

  @Override
  public Attempt propose(int node, String command) {
    Attempt attempt = new Attempt(machine(node));
    node(node).strand().execute(() -> node(node).log().propose(Bytes.utf8(command), attempt));
    return attempt;
  }

  @Override
  public Attempt barrier(int node) {
    Attempt attempt = new Attempt(machine(node));
    node(node).strand().execute(() -> node(node).log().barrier(attempt));
    return attempt;
  }

  @Override
  public Optional<MetaMembers> members(int node) {
    return node(node).log().members();
  }

  @Override
  public Attempt change(int node, MetaMembers members) {
    Attempt attempt = new Attempt(machine(node));
    node(node).strand().execute(() -> node(node).log().change(members, attempt));
    return attempt;
  }

  @Override
  public MetaPeer peer(int node) {
    return peers.get(node);
  }

  @Override
  public boolean runUntil(Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
    return true;
  }

  @Override
  public void close() {
    IntStream.range(0, nodes()).forEach(this::stop);
  }

  private Node node(int node) {
    Node running = this.running.get(node);
    if (running == null) {
      throw new IllegalStateException("node " + node + " does not run");
    }
    return running;
  }
}
