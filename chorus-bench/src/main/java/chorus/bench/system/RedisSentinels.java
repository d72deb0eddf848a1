package chorus.bench.system;

import chorus.bench.load.RespSpeaker;
import chorus.bench.load.Speaker;
import chorus.client.Connection;
import chorus.client.ConnectionException;
import chorus.resp.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Redis with two replicas and three Sentinels, of which two must agree. All three servers sync
/// before each reply. Clients ask a Sentinel where to write.
public final class RedisSentinels implements FailoverSystem {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int SERVERS = 3;

  /// Ports of the Sentinels stand this far above those of the servers.
  private static final int SENTINELS = 10;

  private final OwnProcesses processes = new OwnProcesses();
  private final int port = FreePorts.baseOf(0, 1, 2, SENTINELS, SENTINELS + 1, SENTINELS + 2);
  private final List<Path> logs = new ArrayList<>();
  private final String name;
  private final List<String> settings;

  private RedisSentinels(String name, List<String> settings) {
    this.name = name;
    this.settings = settings;
  }

  /// Sentinel's defaults: a server is down after 30 s of silence.
  public static RedisSentinels withDefaults() {
    return new RedisSentinels("redis-sentinel", List.of());
  }

  /// A server is down after one second of silence.
  public static RedisSentinels downAfterOneSecond() {
    return new RedisSentinels(
        "redis-sentinel-1s", List.of("sentinel down-after-milliseconds bench 1000"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() throws IOException {
    return "%s; two replicas, appendfsync always; three Sentinels, quorum 2, %s; clients ask a Sentinel; RESP2"
        .formatted(
            RedisServer.version(),
            settings.isEmpty() ? "defaults" : "down-after-milliseconds 1000");
  }

  @Override
  public void start(Path directory) throws IOException {
    for (int i = 0; i < SERVERS; i++) {
      Path data = Files.createDirectories(directory.resolve("redis" + (i + 1)));
      processes.start(log(directory, "redis" + (i + 1)), server(i, data));
    }
    processes.await("redis with two replicas", () -> RedisServer.hasReplicas(port, SERVERS - 1));
    for (int i = 0; i < SERVERS; i++) {
      Path file = directory.resolve("sentinel" + (i + 1) + ".conf");
      Files.write(file, sentinel(i, directory));
      processes.start(
          log(directory, "sentinel" + (i + 1)), List.of("redis-sentinel", file.toString()));
    }
    processes.await(
        "three Sentinels that know all",
        () -> IntStream.range(0, SERVERS).allMatch(this::knowsAll));
  }

  private Path log(Path directory, String process) {
    Path log = directory.resolve(process + ".log");
    logs.add(log);
    return log;
  }

  private List<String> server(int number, Path data) {
    return number == 0
        ? RedisServer.primary(port, data, RedisServer.ALWAYS)
        : RedisServer.replica(port + number, data, RedisServer.ALWAYS, port);
  }

  private List<String> sentinel(int number, Path directory) {
    List<String> lines = new ArrayList<>();
    lines.add("bind 127.0.0.1");
    lines.add("port " + (port + SENTINELS + number));
    lines.add("dir " + directory);
    lines.add("sentinel monitor bench 127.0.0.1 %d 2".formatted(port));
    lines.addAll(settings);
    return lines;
  }

  private boolean knowsAll(int number) {
    String known = RedisServer.info(port + SENTINELS + number, "sentinel");
    return known.contains("status=ok") && known.contains("slaves=2,sentinels=3");
  }

  @Override
  public Leader currentLeader() throws IOException {
    InetSocketAddress address = master(0);
    return new Leader(processes.handles().get(address.getPort() - port), address);
  }

  @Override
  public Route routeBeside(Leader leader) {
    return this::master;
  }

  /// What the first Sentinel that answers says, beginning with another one for each client.
  private InetSocketAddress master(int client) throws IOException {
    for (int i = 0; i < SERVERS; i++) {
      int sentinel = port + SENTINELS + (client + i) % SERVERS;
      try (Connection connection = Connection.open("127.0.0.1", sentinel, TIMEOUT)) {
        if (connection.call("SENTINEL", "get-master-addr-by-name", "bench")
                instanceof Reply.Array(List<Reply> parts)
            && parts.getLast() instanceof Reply.Bulk(var number)) {
          return new InetSocketAddress(
              InetAddress.getLoopbackAddress(), Integer.parseInt(number.utf8()));
        }
      } catch (ConnectionException down) {
        // The next one may answer.
      }
    }
    throw new IOException("no Sentinel answers");
  }

  @Override
  public Speaker speaker(InetSocketAddress target) {
    return RespSpeaker.plain();
  }

  @Override
  public Set<String> absent(Collection<String> keys, Route route) throws IOException {
    return RedisKeys.absent(keys, route.target(0));
  }

  @Override
  public List<Path> logs() {
    return List.copyOf(logs);
  }

  @Override
  public void close() {
    processes.end();
  }
}
