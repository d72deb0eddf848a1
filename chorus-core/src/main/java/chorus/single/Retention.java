package chorus.single;

import chorus.base.Lsn;
import chorus.base.PlantedBug;
import chorus.log.LogKeep;
import chorus.log.ShardLog;
import java.time.Duration;

/// Trims this replica's log: what is stored in rows, durably, and nobody is likely to need goes
/// (F5).
///
/// Kept is what a follower still lacks, what is young, and the newest in any case; above the cap
/// only the last of these, so that a follower that never comes back cannot fill the disk. It gets a
/// snapshot then.
///
/// Invariant: nothing is trimmed that the rows would not have after a loss of power, nor what an
/// ordinary election may leave behind.
final class Retention {
  private static final long EACH_NANOS = Duration.ofSeconds(1).toNanos();

  private final Shard shard;
  private final ShardLog log;
  private final Rows rows;
  private long lookedNanos;

  Retention(Shard shard, ShardLog log, Rows rows) {
    this.shard = shard;
    this.log = log;
    this.rows = rows;
    this.lookedNanos = now();
  }

  /// Called often; looks once a second. No follower lacks what is up to `had`, as far as this
  /// replica knows.
  void look(Lsn had) {
    if (now() - lookedNanos < EACH_NANOS || rows.isRebuilding()) {
      return;
    }
    lookedNanos = now();
    LogKeep keep = log.keep();
    Lsn stored = Lsn.min(flushed(), rows.settled());
    long young = shard.millis() - keep.time().toMillis();
    log.trim(Lsn.min(stored, had), young, keep.bytes());
    if (!shard.has(PlantedBug.CAP_IGNORED)) {
      log.trim(stored, Long.MAX_VALUE, keep.cap());
    }
    long bytes = log.bytes();
    shard.emitIfFollowed(
        () -> new ShardEvent.Retained(shard.self(), shard.id(), bytes, keep.cap()));
    if (bytes > keep.cap() && rows.flushed().isBefore(rows.applied())) {
      rows.flushSoon();
    }
  }

  private Lsn flushed() {
    return shard.has(PlantedBug.TRIM_UNFLUSHED) ? rows.applied() : rows.flushed();
  }

  private long now() {
    return shard.env().clock().monotonicNanos();
  }
}
