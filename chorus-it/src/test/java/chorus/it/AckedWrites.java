package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Clients that write one new key after the other, one client per node, and remember which writes
/// were acknowledged. A write whose answer is an error or never comes is given up, not repeated.
/// Newcomers, where the test wants them, connect, write once and leave.
final class AckedWrites implements AutoCloseable {
  private static final int READ_AT_ONCE = 500;
  private static final Duration BETWEEN_CONNECTIONS = Duration.ofMillis(20);
  private static final Duration BETWEEN_NEWCOMERS = Duration.ofMillis(50);

  /// Longer than a node of a test is ever away.
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private record Acknowledged(long sentNanos, long answeredNanos) {}

  /// An error as the answer to a write, or an end of the connection in its place. `sentNanos` is of
  /// [System#nanoTime].
  record Refused(String node, long sentNanos, String error) {}

  /// A key and when its write was sent.
  record Newest(String key, long sentNanos) {}

  private final Cluster cluster;
  private final ConcurrentSkipListMap<String, String> acknowledged = new ConcurrentSkipListMap<>();
  private final Map<String, Queue<Acknowledged>> times = new ConcurrentSkipListMap<>();
  private final Queue<Refused> refused = new ConcurrentLinkedQueue<>();
  private final Queue<Thread> writers = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Newest newest;
  private volatile boolean stopping;

  private AckedWrites(Cluster cluster) {
    this.cluster = cluster;
  }

  /// Writes through every node until closed. `run` begins the keys' names.
  static AckedWrites start(Cluster cluster, String run) {
    AckedWrites writes = new AckedWrites(cluster);
    for (String node : Playground.nodes()) {
      writes.writers.add(
          Thread.ofPlatform().daemon().start(() -> writes.write(run + ":" + node, node)));
    }
    return writes;
  }

  /// Lets a new client come to each of `nodes` twenty times a second.
  void addNewcomers(List<String> nodes) {
    writers.add(
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              while (!stopping) {
                for (String node : nodes) {
                  String key = "newcomer:" + node + ":" + System.nanoTime();
                  writers.add(Thread.ofVirtual().start(() -> writeAsNewcomer(node, key)));
                }
                LockSupport.parkNanos(BETWEEN_NEWCOMERS.toNanos());
              }
            }));
  }

  private void writeAsNewcomer(String node, String key) {
    long began = System.nanoTime();
    try (RespClient client = cluster.connect(node)) {
      writeOne(client, node, key);
    } catch (UncheckedIOException e) {
      refused.add(new Refused(node, began, "no answer: " + e.getMessage()));
    }
  }

  private void write(String prefix, String node) {
    long count = 0;
    while (!stopping) {
      try (RespClient client = cluster.connect(node)) {
        while (!stopping) {
          count++;
          writeOne(client, node, prefix + ":" + count);
        }
      } catch (UncheckedIOException e) {
        awaitAnswer(node);
      }
    }
  }

  private void writeOne(RespClient client, String node, String key) {
    long sent = System.nanoTime();
    @Nullable Object reply = client.call("SET", key, "of " + key);
    if ("OK".equals(reply)) {
      acknowledged.put(key, "of " + key);
      newest = new Newest(key, sent);
      times
          .computeIfAbsent(node, _ -> new ConcurrentLinkedQueue<>())
          .add(new Acknowledged(sent, System.nanoTime()));
    } else {
      refused.add(new Refused(node, sent, String.valueOf(reply)));
    }
  }

  private void awaitAnswer(String node) {
    await()
        .pollInterval(BETWEEN_CONNECTIONS)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> stopping || isListening(node));
  }

  private boolean isListening(String node) {
    try (RespClient client = cluster.connect(node)) {
      return "PONG".equals(client.call("PING"));
    }
  }

  /// When the first write was acknowledged that `node` got after `sinceNanos`; both are times of
  /// [System#nanoTime].
  OptionalLong firstAcknowledgedSince(String node, long sinceNanos) {
    return times.getOrDefault(node, new ConcurrentLinkedQueue<>()).stream()
        .filter(each -> each.sentNanos > sinceNanos)
        .mapToLong(Acknowledged::answeredNanos)
        .findFirst();
  }

  /// The write of which a client was told last that it is acknowledged, once there is one.
  @Nullable Newest newest() {
    return newest;
  }

  int count() {
    return acknowledged.size();
  }

  /// The errors that were seen, in no order.
  List<Refused> refused() {
    return List.copyOf(refused);
  }

  @Override
  public void close() {
    stop();
  }

  /// Ends the writing; answers that are under way count.
  void stop() {
    stopping = true;
    for (Thread writer : writers) {
      try {
        writer.join(Duration.ofSeconds(30));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Fails unless `client` reads every acknowledged write.
  void assertAllReadable(RespClient client) {
    List<Map.Entry<String, String>> all = List.copyOf(acknowledged.entrySet());
    Map<String, String> lost = new TreeMap<>();
    for (int from = 0; from < all.size(); from += READ_AT_ONCE) {
      List<Map.Entry<String, String>> some =
          all.subList(from, Math.min(all.size(), from + READ_AT_ONCE));
      some.forEach(each -> client.send("GET", each.getKey()));
      for (Map.Entry<String, String> each : some) {
        @Nullable Object value = client.read();
        if (!each.getValue().equals(value)) {
          lost.put(each.getKey(), String.valueOf(value));
        }
      }
    }
    assertThat(lost).as("acknowledged writes that are not there, of %d", all.size()).isEmpty();
  }
}
