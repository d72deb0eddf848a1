package chorus.bench.system;

import chorus.bench.load.RespSpeaker;
import chorus.bench.load.Speaker;
import chorus.bench.load.Workload.Operation;
import chorus.client.Connection;
import chorus.client.ConnectionException;
import chorus.resp.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Redis with one replica, both with an append-only file that is synced before each reply.
public final class RedisPair implements SystemUnderTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final OwnProcesses processes = new OwnProcesses();
  private final int port = FreePorts.baseOf(0, 1);
  private final int waitedReplicas;

  private RedisPair(int waitedReplicas) {
    this.waitedReplicas = waitedReplicas;
  }

  /// A write is answered when the primary has it on disk; the replica gets it later.
  public static RedisPair replyingFirst() {
    return new RedisPair(0);
  }

  /// A write is done when `WAIT 1` says that the replica has it too (in memory).
  public static RedisPair waitingForReplica() {
    return new RedisPair(1);
  }

  @Override
  public String name() {
    return waitedReplicas == 0 ? "redis" : "redis-wait1";
  }

  @Override
  public String description() throws IOException {
    String version = OwnProcesses.run(List.of("redis-server", "--version")).strip();
    return "%s; appendfsync always, one replica%s; RESP2"
        .formatted(version, waitedReplicas == 0 ? "" : ", WAIT 1 after each write");
  }

  @Override
  public void start(Path directory) throws IOException {
    Path primary = Files.createDirectories(directory.resolve("primary"));
    Path replica = Files.createDirectories(directory.resolve("replica"));
    processes.start(directory.resolve("primary.log"), command(port, primary, List.of()));
    processes.start(
        directory.resolve("replica.log"),
        command(port + 1, replica, List.of("--replicaof", "127.0.0.1", Integer.toString(port))));
    processes.await("the redis replica", this::isReplicating);
  }

  private static List<String> command(int port, Path directory, List<String> more) {
    List<String> words = new java.util.ArrayList<>(List.of("redis-server", "--bind", "127.0.0.1"));
    words.addAll(List.of("--port", Integer.toString(port), "--dir", directory.toString()));
    words.addAll(List.of("--appendonly", "yes", "--appendfsync", "always", "--save", ""));
    words.addAll(List.of("--repl-diskless-sync-delay", "0"));
    words.addAll(more);
    return words;
  }

  private boolean isReplicating() {
    try (Connection replica = Connection.open("127.0.0.1", port + 1, TIMEOUT)) {
      return replica.call("INFO", "replication") instanceof Reply.Bulk(var text)
          && text.utf8().contains("master_link_status:up");
    } catch (ConnectionException notYet) {
      return false;
    }
  }

  @Override
  public InetSocketAddress leader() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
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
