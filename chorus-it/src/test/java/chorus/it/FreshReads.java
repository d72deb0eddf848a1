package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.it.AckedWrites.Newest;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A client of each node that reads, again and again, what was acknowledged last before it asks, to
/// whomever. Who does not find it has been told a stale thing; an error tells nothing.
///
/// Each read is of a new key, so no leader makes it wait for a pending write.
final class FreshReads implements AutoCloseable {
  private static final int ENOUGH_TO_SHOW = 10;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

  private final Cluster cluster;
  private final AckedWrites writes;
  private final Map<String, Long> newestRead = new ConcurrentHashMap<>();
  private final Queue<String> stale = new ConcurrentLinkedQueue<>();
  private final Queue<Thread> readers = new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;

  private FreshReads(Cluster cluster, AckedWrites writes) {
    this.cluster = cluster;
    this.writes = writes;
  }

  /// Reads through every node until closed what `writes` wrote.
  static FreshReads start(Cluster cluster, AckedWrites writes) {
    FreshReads reads = new FreshReads(cluster, writes);
    for (String node : Playground.nodes()) {
      reads.readers.add(Thread.ofPlatform().daemon().start(() -> reads.read(node)));
    }
    return reads;
  }

  private void read(String node) {
    while (!stopping) {
      try (RespClient client = cluster.connect(node)) {
        while (!stopping) {
          readOne(client, node);
        }
      } catch (UncheckedIOException e) {
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  private void readOne(RespClient client, String node) {
    Newest newest = writes.newest();
    if (newest == null) {
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      return;
    }
    @Nullable Object reply = client.call("GET", newest.key());
    if (reply == null && stale.size() < ENOUGH_TO_SHOW) {
      stale.add(node + " does not know " + newest.key());
    }
    newestRead.put(node, newest.sentNanos());
  }

  /// Whether `node` was asked for a write that was sent after `sinceNanos`, a time of
  /// [System#nanoTime], and has answered, be it with an error.
  boolean hasAnswered(String node, long sinceNanos) {
    return newestRead.getOrDefault(node, Long.MIN_VALUE) > sinceNanos;
  }

  /// Fails if any answer was stale.
  void assertNoneStale() {
    assertThat(List.copyOf(stale)).as("stale reads").isEmpty();
  }

  @Override
  public void close() {
    stopping = true;
    for (Thread reader : readers) {
      try {
        reader.join(Duration.ofSeconds(30));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
