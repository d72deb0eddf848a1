package chorus.single;

import chorus.base.Fault;
import chorus.base.Limits;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.log.LogRecord;
import chorus.store.Applied;
import chorus.store.Applier;
import chorus.store.Reclaimer;
import chorus.store.RowsDamaged;
import chorus.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Brings committed records into the store, makes them durable there and removes what is orphaned:
/// off the strand, one piece of work at a time.
///
/// What the disk has no room for is tried again until there is room, and nothing else meanwhile.
final class Storing {
  private static final Duration RECLAIM_PAUSE = Duration.ofSeconds(1);

  /// While more is to be removed it rests for so many times as long as the last slice took.
  private static final int RECLAIM_RESTS = 4;

  private static final Duration SHORTEST_REST = Duration.ofMillis(1);
  private static final Duration ROOM_RETRY = Duration.ofSeconds(1);

  private final Shard shard;
  private final Store store;
  private final Applier applier;
  private final Reclaimer reclaimer;
  private final Owner owner;
  private boolean busy;
  private boolean full;
  private boolean closed;
  private boolean reclaimScheduled;
  private Duration reclaimIn = RECLAIM_PAUSE;
  private boolean flushWanted;
  private long unflushedBytes;

  /// Told how the work goes, on the strand.
  interface Owner {
    /// These records are in the store.
    void stored(Applied outcome);

    /// Rows were stored, or [Storing#isFull] changed.
    void moved();

    /// The next piece of work may begin.
    void idle();

    /// What failed for want of room is about to be tried again.
    void retrying();

    /// What the engine holds cannot be relied on.
    void damaged(String detail);

    /// The engine failed for good.
    void failed(Fault fault);
  }

  Storing(Shard shard, Store store, Owner owner) {
    this.shard = shard;
    this.store = store;
    this.applier = new Applier(store, shard.env().entropy().fork("rows of " + shard.id()));
    this.reclaimer = new Reclaimer(store);
    this.owner = owner;
  }

  /// Whether the disk has no room for rows.
  boolean isFull() {
    return full;
  }

  boolean isBusy() {
    return busy;
  }

  /// Begins a piece of work, whose records are not at hand yet; false if there is one already.
  boolean begin() {
    if (busy || closed) {
      return false;
    }
    busy = true;
    return true;
  }

  /// There were no records for what began.
  void giveUp() {
    busy = false;
  }

  /// Stores consecutive records, for which the work began.
  void store(List<LogRecord> records) {
    for (LogRecord each : records) {
      unflushedBytes += each.payload().length();
    }
    apply(records);
  }

  /// Makes what is stored durable, as the next piece of work.
  void flushSoon() {
    flushWanted = true;
    if (begin()) {
      flush();
    }
  }

  void close() {
    closed = true;
    store.close();
  }

  private void apply(List<LogRecord> records) {
    shard
        .env()
        .scheduler()
        .<Result<Applied>>offload(
            () -> soundly(() -> applier.apply(records)),
            result -> {
              if (!closed && result instanceof Result.Ok<Result<Applied>>(var outcome)) {
                applied(records, outcome);
              }
            });
  }

  /// Away from the strand: what the engine throws for damage becomes a fault.
  private static <T> Result<T> soundly(Supplier<Result<T>> work) {
    try {
      return work.get();
    } catch (RowsDamaged damaged) {
      return Result.failed(damaged.fault());
    }
  }

  private void applied(List<LogRecord> records, Result<Applied> result) {
    switch (result) {
      case Result.Ok<Applied>(var outcome) -> {
        owner.stored(outcome);
        if (flushWanted || unflushedBytes > Limits.FLUSH_BYTES) {
          owner.moved();
          flush();
        } else {
          end();
        }
      }
      case Result.Failed<Applied>(Fault fault) -> retry(fault, () -> apply(records));
    }
  }

  private void flush() {
    store.flush(result -> {
      if (closed) {
        return;
      }
      switch (result) {
        case Result.Ok<Lsn> _ -> {
          unflushedBytes = 0;
          flushWanted = false;
          end();
        }
        case Result.Failed<Lsn>(Fault fault) -> retry(fault, this::flush);
      }
    });
  }

  private void end() {
    if (full) {
      full = false;
      shard.emit(new ShardEvent.DiskHasRoom(shard.self(), shard.id()));
    }
    owner.moved();
    busy = false;
    owner.idle();
    reclaimSoon();
  }

  private void reclaimSoon() {
    if (!reclaimScheduled) {
      reclaimScheduled = true;
      shard.env().scheduler().after(reclaimIn, this::reclaim);
    }
  }

  private void retry(Fault fault, Runnable again) {
    if (closed) {
      return;
    }
    if (fault.code().equals("CORRUPT")) {
      owner.damaged(fault.detail());
      return;
    }
    if (!fault.code().equals("DISKFULL")) {
      owner.failed(fault);
      return;
    }
    if (!full) {
      full = true;
      shard.emit(new ShardEvent.DiskFull(shard.self(), shard.id()));
      owner.moved();
    }
    shard
        .env()
        .scheduler()
        .after(
            ROOM_RETRY,
            () -> {
              if (!closed) {
                owner.retrying();
                again.run();
              }
            });
  }

  /// Removes a slice of what no record, view or snapshot can reach any more; applying waits for it,
  /// and comes before the next one.
  private void reclaim() {
    reclaimScheduled = false;
    if (!begin()) {
      return;
    }
    Lsn kept = store.appliedLsn();
    long begunNanos = now();
    shard
        .env()
        .scheduler()
        .<Result<Boolean>>offload(
            () -> soundly(() -> Result.ok(reclaimer.slice(kept, Limits.RECLAIM_ROWS))),
            result -> {
              if (!closed && result instanceof Result.Ok<Result<Boolean>>(var outcome)) {
                reclaimed(outcome, Duration.ofNanos(now() - begunNanos));
              }
            });
  }

  private void reclaimed(Result<Boolean> result, Duration took) {
    switch (result) {
      case Result.Ok<Boolean>(var more) -> {
        Duration rest = took.multipliedBy(RECLAIM_RESTS).plus(SHORTEST_REST);
        reclaimIn = more && rest.compareTo(RECLAIM_PAUSE) < 0 ? rest : RECLAIM_PAUSE;
        busy = false;
        owner.idle();
        if (more) {
          reclaimSoon();
        }
      }
      case Result.Failed<Boolean>(Fault fault) -> owner.damaged(fault.detail());
    }
  }

  private long now() {
    return shard.env().clock().monotonicNanos();
  }
}
