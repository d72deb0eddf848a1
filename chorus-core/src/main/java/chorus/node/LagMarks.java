package chorus.node;

import chorus.base.Lsn;
import chorus.base.ShardId;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// When each shard's leader was first heard to have committed how much: lag in time is the age of
/// the first mark that a follower has not reached. Immutable; a mark per heartbeat, a bounded
/// number of them.
public record LagMarks(Map<ShardId, NavigableMap<Lsn, Long>> byShard) {
  static final LagMarks NONE = new LagMarks(new TreeMap<>());
  private static final int KEPT = 600;

  public LagMarks {
    byShard = Collections.unmodifiableMap(byShard);
  }

  /// With the mark that the shard's leader had committed `commit` at `nowNanos`.
  LagMarks with(ShardId shard, Lsn commit, long nowNanos) {
    NavigableMap<Lsn, Long> before = byShard.getOrDefault(shard, Collections.emptyNavigableMap());
    if (!before.isEmpty() && !commit.isAfter(before.lastKey())) {
      return this;
    }
    NavigableMap<Lsn, Long> marks = new TreeMap<>(before);
    marks.put(commit, nowNanos);
    if (marks.size() > KEPT) {
      marks.pollFirstEntry();
    }
    Map<ShardId, NavigableMap<Lsn, Long>> all = new TreeMap<>(byShard);
    all.put(shard, marks);
    return new LagMarks(all);
  }

  /// Without those of a shard that is gone.
  LagMarks without(ShardId shard) {
    Map<ShardId, NavigableMap<Lsn, Long>> rest = new TreeMap<>(byShard);
    rest.remove(shard);
    return new LagMarks(rest);
  }

  /// Nanoseconds since the leader had something that a replica at `applied` has not; empty if it
  /// has everything marked.
  public Optional<Long> ageOf(ShardId shard, Lsn applied, long nowNanos) {
    NavigableMap<Lsn, Long> marks = byShard.getOrDefault(shard, Collections.emptyNavigableMap());
    Map.Entry<Lsn, Long> first = marks.higherEntry(applied);
    return first == null ? Optional.empty() : Optional.of(nowNanos - first.getValue());
  }
}
