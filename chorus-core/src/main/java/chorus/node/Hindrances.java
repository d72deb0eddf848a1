package chorus.node;

import chorus.base.ShardId;
import chorus.cluster.Hindrance;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/// What clients of this node went through for want of a leader, until it is asked for. Every strand
/// may call it.
final class Hindrances {
  private final long forgetNanos;
  private final AtomicReference<Map<ShardId, Tally>> tallies =
      new AtomicReference<>(new TreeMap<>());

  private record Tally(Hindrance all, long lastAt) {}

  /// What is older than `forgetNanos` when something is added has nothing to do with it.
  Hindrances(long forgetNanos) {
    this.forgetNanos = forgetNanos;
  }

  void add(ShardId shard, Hindrance one, long nowNanos) {
    tallies.updateAndGet(before -> {
      Tally old = before.get(shard);
      Hindrance all =
          old != null && nowNanos - old.lastAt() <= forgetNanos ? old.all().plus(one) : one;
      Map<ShardId, Tally> after = new TreeMap<>(before);
      after.put(shard, new Tally(all, nowNanos));
      return after;
    });
  }

  /// All since the last time, and not longer ago than counts.
  Hindrance take(ShardId shard, long nowNanos) {
    Map<ShardId, Tally> before =
        tallies.getAndUpdate(all -> {
          Map<ShardId, Tally> rest = new TreeMap<>(all);
          rest.remove(shard);
          return rest;
        });
    Tally tally = before.get(shard);
    return tally == null || nowNanos - tally.lastAt() > forgetNanos ? Hindrance.NONE : tally.all();
  }
}
