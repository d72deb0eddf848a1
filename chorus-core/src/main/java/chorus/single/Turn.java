package chorus.single;

import chorus.base.Lsn;
import chorus.log.LogRecord;
import chorus.log.ShardLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a leader decides within one turn of its strand: it shares one append, one fsync and one
/// message per follower.
///
/// Where many write, a turn waits a moment for more of them, as PostgreSQL's `commit_delay` has it:
/// fewer turns cost less.
final class Turn {
  /// How long a turn waits for more if the last one had from `GATHER_FROM` to `GATHER_TO` records:
  /// a few writers should not wait, and where there are so many records, little more is spared.
  static final Duration GATHER = Duration.ofNanos(800_000);

  static final int GATHER_FROM = 4;
  private static final int GATHER_TO = 256;

  private final Shard shard;
  private final ShardLog log;
  private final Runnable appended;
  private final Runnable ended;
  private final List<LogRecord> records = new ArrayList<>();
  private Lsn next;
  private boolean scheduled;
  private boolean closed;

  /// The last turn wrote so much that waiting a moment for more is likely to spare turns.
  private boolean manyWrite;

  /// `appended` runs when the records of a turn are in the log, not yet fsynced; `ended` at the end
  /// of each turn.
  Turn(Shard shard, ShardLog log, Runnable appended, Runnable ended) {
    this.shard = shard;
    this.log = log;
    this.appended = appended;
    this.ended = ended;
    this.next = log.last().lsn().next();
  }

  /// Where the next record goes.
  Lsn next() {
    return next;
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  /// Adds the record at [#next].
  void add(LogRecord record) {
    records.add(record);
    next = next.next();
    schedule();
  }

  /// Has the turn end soon, whether it has records or not.
  void schedule() {
    if (scheduled) {
      return;
    }
    scheduled = true;
    if (manyWrite) {
      shard.env().scheduler().after(GATHER, this::end);
    } else {
      shard.env().scheduler().execute(this::end);
    }
  }

  /// Nothing is written any more.
  void close() {
    closed = true;
  }

  private void end() {
    scheduled = false;
    if (closed) {
      return;
    }
    if (!records.isEmpty()) {
      List<LogRecord> all = List.copyOf(records);
      records.clear();
      manyWrite = all.size() >= GATHER_FROM && all.size() <= GATHER_TO;
      log.append(all);
      shard.emitIfFollowed(() -> new ShardEvent.Appended(shard.self(), shard.id(), all));
      appended.run();
    }
    ended.run();
  }
}
