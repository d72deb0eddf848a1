package chorus.bench.system;

import chorus.bench.load.RespSpeaker;
import chorus.bench.load.Speaker;
import chorus.bench.load.Workload.Operation;
import chorus.bench.system.FailoverSystem.Leader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Redis with two replicas, all with an append-only file: synced before each reply, or each second.
public final class RedisTrio implements LedSystem {
  private static final int REPLICAS = 2;

  private final OwnProcesses processes = new OwnProcesses();
  private final int port = FreePorts.baseOf(0, 1, 2);
  private final List<Path> logs = new ArrayList<>();
  private final String name;
  private final String fsync;
  private final int waitedReplicas;
  private List<String> settings = List.of();

  private RedisTrio(String name, String fsync, int waitedReplicas) {
    this.name = name;
    this.fsync = fsync;
    this.waitedReplicas = waitedReplicas;
  }

  /// A write is answered when the primary has it on disk; the replicas get it later.
  public static RedisTrio replyingFirst() {
    return new RedisTrio("redis", RedisServer.ALWAYS, 0);
  }

  /// A write is done when `WAIT 1` says that a replica has it too (in memory).
  public static RedisTrio waitingForReplica() {
    return new RedisTrio("redis-wait1", RedisServer.ALWAYS, 1);
  }

  /// A write is answered when the primary has it in memory; the disk gets it each second.
  public static RedisTrio syncedEachSecond() {
    return new RedisTrio("redis-everysec", RedisServer.EVERYSEC, 0);
  }

  @Override
  public RedisTrio accepting(int clients) {
    settings = List.of("--maxclients", Integer.toString(clients));
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() throws IOException {
    return "%s; appendfsync %s, two replicas%s; RESP2"
        .formatted(
            RedisServer.version(), fsync, waitedReplicas == 0 ? "" : ", WAIT 1 after each write");
  }

  @Override
  public void start(Path directory) throws IOException {
    for (int number = 0; number <= REPLICAS; number++) {
      Path data = Files.createDirectories(directory.resolve("redis" + (number + 1)));
      List<String> command = new ArrayList<>(command(number, data));
      command.addAll(settings);
      Path log = directory.resolve("redis" + (number + 1) + ".log");
      logs.add(log);
      processes.start(log, command);
    }
    processes.await("redis with two replicas", () -> RedisServer.hasReplicas(port, REPLICAS));
  }

  private List<String> command(int number, Path data) {
    return number == 0
        ? RedisServer.primary(port, data, fsync)
        : RedisServer.replica(port + number, data, fsync, port);
  }

  @Override
  public InetSocketAddress leader() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public Leader currentLeader() {
    return new Leader(processes.handles().getFirst(), leader());
  }

  @Override
  public List<Path> logs() {
    return List.copyOf(logs);
  }

  @Override
  public int index() {
    return 0;
  }

  @Override
  public Speaker speaker() {
    return waitedReplicas == 0 ? RespSpeaker.plain() : RespSpeaker.waitingFor(waitedReplicas);
  }

  @Override
  public boolean suits(Operation operation, int depth) {
    return waitedReplicas == 0 || operation == Operation.SET || operation == Operation.FILL;
  }

  @Override
  public List<ProcessHandle> processes() {
    return processes.handles();
  }

  @Override
  public void close() {
    processes.end();
  }
}
