package chorus.command.stats;

import chorus.command.Lookups;
import chorus.resp.Bytes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// What the strand of one shard counts: keys that reads found and missed, keys that expired, and
/// commands that kept it for long. That strand counts; any may read.
public final class ShardCounts {
  private final SlowLog slow;
  private final LatencyEvents latency;
  private final AtomicLong hits = new AtomicLong();
  private final AtomicLong misses = new AtomicLong();
  private final AtomicLong expired = new AtomicLong();
  private final AtomicLong snapshots = new AtomicLong();

  ShardCounts(SlowLog slow, LatencyEvents latency) {
    this.slow = slow;
    this.latency = latency;
  }

  /// Counts that nobody reads.
  public static ShardCounts unread() {
    return NodeStats.unread().shard();
  }

  /// A read was run.
  public void read(Lookups lookups) {
    more(hits, lookups.found());
    more(misses, lookups.missed());
  }

  /// What had expired was removed.
  public void removed(Lookups lookups) {
    more(expired, lookups.hidden());
  }

  /// So many copies of all rows were begun for other nodes.
  public void snapshots(long begun) {
    more(snapshots, begun);
  }

  long snapshots() {
    return snapshots.get();
  }

  private static void more(AtomicLong count, long more) {
    if (more > 0) {
      count.lazySet(count.getPlain() + more);
    }
  }

  long hits() {
    return hits.get();
  }

  long misses() {
    return misses.get();
  }

  long expired() {
    return expired.get();
  }

  /// Whether anybody wants to know how long commands take.
  public boolean isTimed() {
    return slow.isOn() || latency.isOn();
  }

  /// Whether a command that kept the strand for `nanos` is to be told of.
  public boolean isLong(long nanos) {
    return slow.isSlow(nanos) || latency.isLong(nanos);
  }

  /// Such a command.
  public void tookLong(
      String kind, long wallMillis, long nanos, List<Bytes> words, String client, Bytes name) {
    if (slow.isSlow(nanos)) {
      slow.add(wallMillis, nanos, words, client, name);
    }
    if (latency.isLong(nanos)) {
      latency.note(kind, wallMillis, nanos);
    }
  }
}
