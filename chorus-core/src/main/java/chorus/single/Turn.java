package chorus.single;

import chorus.base.Lsn;
import chorus.env.Timer;
import chorus.log.LogRecord;
import chorus.log.ShardLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a leader decides within one turn of its strand: it shares one append, one fsync and one
/// message per follower.
///
/// Where many write, a turn waits a moment for more of them, as PostgreSQL's `commit_delay` has it:
/// fewer turns cost less. Who waits for an answer writes nothing else, so it waits no longer once
/// as many have come as lately were unanswered at a time.
final class Turn {
  /// How long a turn waits for more at most, if from `GATHER_FROM` to `GATHER_TO` records lately
  /// were unanswered: a few writers should not wait, and of so many little more is spared.
  static final Duration GATHER = Duration.ofNanos(1_500_000);

  static final int GATHER_FROM = 4;
  private static final int GATHER_TO = 4096;

  /// What was expected and did not come is expected again, less this part of it.
  private static final int FORGOTTEN = 8;

  private final Shard shard;
  private final ShardLog log;
  private final Supplier<Lsn> answered;
  private final Runnable appended;
  private final Runnable ended;
  private final List<LogRecord> records = new ArrayList<>();

  /// The last record of earlier leaders, who answered for what is up to there.
  private final Lsn before;

  private Lsn next;
  private boolean scheduled;
  private boolean closed;

  /// While the turn waits for more.
  private @Nullable Timer gathering;

  /// How many records may come before writers wait for answers: as many as were unanswered at the
  /// end of a turn, or somewhat fewer than were expected then.
  private long expected;

  /// `answered` tells up to which record writers have, or get, their answers. `appended` runs when
  /// the records of a turn are in the log, not yet fsynced; `ended` at the end of each turn.
  Turn(Shard shard, ShardLog log, Supplier<Lsn> answered, Runnable appended, Runnable ended) {
    this.shard = shard;
    this.log = log;
    this.answered = answered;
    this.appended = appended;
    this.ended = ended;
    this.before = log.last().lsn();
    this.next = before.next();
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
    if (gathering != null && records.size() >= expected) {
      gathering.cancel();
      gathering = null;
      endSoon();
    }
  }

  /// Has the turn end soon, whether it has records or not.
  void schedule() {
    if (scheduled) {
      return;
    }
    scheduled = true;
    if (expected >= GATHER_FROM && expected <= GATHER_TO) {
      gathering = shard.env().scheduler().after(GATHER, this::end);
    } else {
      endSoon();
    }
  }

  private void endSoon() {
    shard.env().scheduler().execute(this::end);
  }

  /// Nothing is written any more.
  void close() {
    closed = true;
  }

  private void end() {
    scheduled = false;
    gathering = null;
    if (closed) {
      return;
    }
    if (!records.isEmpty()) {
      List<LogRecord> all = List.copyOf(records);
      records.clear();
      long unanswered = next.number() - Lsn.max(answered.get(), before).number() - 1;
      expected = Math.max(unanswered, expected - 1 - expected / FORGOTTEN);
      log.append(all);
      shard.emitIfFollowed(() -> new ShardEvent.Appended(shard.self(), shard.id(), all));
      appended.run();
    }
    ended.run();
  }
}
