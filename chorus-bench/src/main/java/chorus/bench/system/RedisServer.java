package chorus.bench.system;

import chorus.client.Connection;
import chorus.client.ConnectionException;
import chorus.resp.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How a Redis server is started here, and what it says of itself.
final class RedisServer {
  static final String ALWAYS = "always";
  static final String EVERYSEC = "everysec";

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private RedisServer() {}

  /// What Redis says of its version.
  static String version() throws IOException {
    return OwnProcesses.run(List.of("redis-server", "--version")).strip();
  }

  /// A server with an append-only file that is synced as `fsync` says, and no snapshots.
  static List<String> primary(int port, Path directory, String fsync) {
    List<String> words = new ArrayList<>(List.of("redis-server", "--bind", "127.0.0.1"));
    words.addAll(List.of("--port", Integer.toString(port), "--dir", directory.toString()));
    words.addAll(List.of("--appendonly", "yes", "--appendfsync", fsync, "--save", ""));
    words.addAll(List.of("--repl-diskless-sync-delay", "0"));
    return words;
  }

  /// The same, as a replica of the server at `primaryPort`.
  static List<String> replica(int port, Path directory, String fsync, int primaryPort) {
    List<String> words = primary(port, directory, fsync);
    words.addAll(List.of("--replicaof", "127.0.0.1", Integer.toString(primaryPort)));
    return words;
  }

  /// Whether the server at `port` has so many replicas, all of which have its data.
  static boolean hasReplicas(int port, int count) {
    String replication = info(port, "replication");
    return replication.contains("connected_slaves:" + count)
        && replication.lines().filter(line -> line.contains("state=online")).count() == count;
  }

  /// A section of INFO; empty while the server does not answer.
  static String info(int port, String section) {
    try (Connection connection = Connection.open("127.0.0.1", port, TIMEOUT)) {
      return connection.call("INFO", section) instanceof Reply.Bulk(var text) ? text.utf8() : "";
    } catch (ConnectionException notYet) {
      return "";
    }
  }
}
