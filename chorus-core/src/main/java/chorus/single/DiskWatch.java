package chorus.single;

import chorus.log.ShardLog;
import chorus.time.AttentiveTime;

/// Notices that the disk of a replica does not answer: an fsync of its log is under way for longer
/// than `diskStall`, by the time in which this process was awake.
///
/// A slow disk is none of this: every fsync that returns begins the wait anew. What fails is not
/// either: a failed fsync stops the replica (decision 0006).
final class DiskWatch {
  private final Shard shard;
  private final ShardLog log;
  private final AttentiveTime time;
  private long ended;
  private long waitingSince;
  private boolean stalled;

  DiskWatch(Shard shard, ShardLog log) {
    this.shard = shard;
    this.log = log;
    this.time = AttentiveTime.lookingEach(shard.timings().heartbeat(), clock());
  }

  /// Called once in each heartbeat.
  void look() {
    time.look(clock());
    long now = time.at(clock());
    if (!log.isSyncing() || log.syncs() != ended) {
      ended = log.syncs();
      waitingSince = now;
    }
    boolean late = now - waitingSince > shard.timings().diskStall().toNanos();
    if (late != stalled) {
      stalled = late;
      shard.emit(
          late
              ? new ShardEvent.DiskStalled(shard.self(), shard.id())
              : new ShardEvent.DiskAnswers(shard.self(), shard.id()));
    }
  }

  boolean isStalled() {
    return stalled;
  }

  private long clock() {
    return shard.env().clock().monotonicNanos();
  }
}
