package chorus.bench.failover;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What every write of one run came to. Any thread may add.
final class Journal {
  private static final long NEVER = Long.MAX_VALUE;

  /// One write: times are of [System#nanoTime]; `error` is the first word of its answer, or what
  /// befell the connection, in lower case, and null if the write was acknowledged.
  record Write(String key, long sentNanos, long answeredNanos, @Nullable String error) {
    boolean acknowledged() {
      return error == null;
    }
  }

  private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
  private final AtomicLong recoveredNanos = new AtomicLong(NEVER);
  private volatile long goneNanos = NEVER;

  void add(Write write) {
    writes.add(write);
    if (write.acknowledged() && goneNanos != NEVER && write.sentNanos() - goneNanos > 0) {
      recoveredNanos.accumulateAndGet(write.answeredNanos(), Math::min);
    }
  }

  /// The leader is gone since `nanos`: what is sent from then on tells when another one works.
  void leaderIsGone(long nanos) {
    goneNanos = nanos;
  }

  /// Whether a write was acknowledged that was sent when the leader was gone.
  boolean recovered() {
    return recoveredNanos.get() != NEVER;
  }

  long goneNanos() {
    return goneNanos;
  }

  /// When the first of those was acknowledged.
  long recoveredNanos() {
    return recoveredNanos.get();
  }

  List<Write> writes() {
    return List.copyOf(writes);
  }
}
