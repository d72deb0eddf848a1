package chorus.single;

import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.Limits;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.PlantedBug;
import chorus.base.Result;
import chorus.diverged.DivergedPart;
import chorus.diverged.DivergedStore;
import chorus.diverged.DivergedWrite;
import chorus.diverged.TailReader;
import chorus.log.LogRecord;
import chorus.log.ShardLog;
import chorus.store.RowsDamaged;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Saves what an election left behind, before it is cut off the log (F3).
///
/// The rows go back to where this log and the leader's part. From there the tail's records are read
/// as writes, with what each key held before and after, and kept in the diverged store. Only then
/// may the tail be cut. After a stop in between it begins anew, and comes to the same.
final class Divergence {
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Shard shard;
  private final ShardLog log;
  private final Rows rows;
  private final DivergedStore store;
  private @Nullable Tail saving;

  Divergence(Shard shard, ShardLog log, Rows rows, DivergedStore store) {
    this.shard = shard;
    this.log = log;
    this.rows = rows;
    this.store = store;
  }

  /// What was saved here.
  DivergedStore store() {
    return store;
  }

  /// Whether the log may be cut at `first`, in whose place the leader of `by` has another record.
  /// If not yet, what lies there is being saved, and `again` is called when it is.
  boolean isSaved(LogPosition first, Epoch by, Runnable again) {
    Tail present = saving;
    if (present == null || !present.first.equals(first) || !present.by.equals(by)) {
      present = new Tail(first, by, again);
      saving = present;
      present.begin();
    }
    return present.saved;
  }

  /// Whether what the leader of `by` lacks is being saved: until that is done, nothing that it says
  /// is of use.
  boolean isSaving(Epoch by) {
    return saving != null && saving.by.equals(by) && !saving.saved;
  }

  /// The tail is cut, or this replica leads: whatever is under way is not wanted any more.
  void forget() {
    saving = null;
  }

  /// What is above the point where the logs part.
  private final class Tail {
    private final LogPosition first;
    private final Epoch by;
    private final Runnable again;
    private final Lsn end = log.last().lsn();
    private @Nullable TailReader reader;
    private boolean saved;
    private long writes;

    Tail(LogPosition first, Epoch by, Runnable again) {
      this.first = first;
      this.by = by;
      this.again = again;
    }

    void begin() {
      rows.rewind(
          first.lsn().previous(),
          this::isWanted,
          () -> {
            reader = rows.areAwaited() ? TailReader.withoutRows() : new TailReader(rows.view());
            read(first.lsn());
          });
    }

    private boolean isWanted() {
      return saving == this;
    }

    private void read(Lsn from) {
      if (!isWanted()) {
        return;
      }
      Lsn here = Lsn.max(from, log.base().lsn().next());
      if (here.isAfter(from)) {
        String why = "they were trimmed off the log, and are in rows alone";
        shard.emit(
            new ShardEvent.TailUnreadable(shard.self(), shard.id(), from, here.previous(), why));
      }
      if (here.isAfter(end)) {
        done();
        return;
      }
      log.read(
          here,
          Limits.APPLY_BYTES,
          result -> {
            switch (result) {
              case Result.Ok<List<LogRecord>>(var records) when !records.isEmpty() -> save(records);
              case Result.Ok<List<LogRecord>> _ -> done();
              case Result.Failed<List<LogRecord>>(Fault fault) -> unreadable(here, fault);
            }
          });
    }

    private void save(List<LogRecord> records) {
      TailReader tail = reader;
      if (!isWanted() || tail == null) {
        return;
      }
      List<DivergedWrite> found;
      try {
        found = shard.has(PlantedBug.TAIL_NOT_SAVED) ? List.of() : tail.read(records);
      } catch (RowsDamaged damaged) {
        rows.damaged(String.valueOf(damaged.getMessage()));
        forget();
        return;
      }
      if (found.isEmpty()) {
        read(records.getLast().lsn().next());
      } else {
        keep(records, found);
      }
    }

    private void keep(List<LogRecord> records, List<DivergedWrite> found) {
      DivergedPart part =
          new DivergedPart(
              by,
              records.getFirst().position(),
              records.getLast().position(),
              shard.env().clock().wallMillis(),
              found.size());
      store.save(
          part,
          found,
          result -> {
            switch (result) {
              case Result.Ok<Done> _ -> {
                writes += found.size();
                shard.emit(new ShardEvent.Saved(shard.self(), shard.id(), part));
                read(records.getLast().lsn().next());
              }
              case Result.Failed<Done>(Fault fault) -> later(records, found, fault);
            }
          });
    }

    /// Without room for it nothing is cut: this replica takes nothing from its leader until then.
    private void later(List<LogRecord> records, List<DivergedWrite> found, Fault fault) {
      shard.emit(new ShardEvent.SaveFailed(shard.self(), shard.id(), fault.detail()));
      shard
          .env()
          .scheduler()
          .after(
              AGAIN,
              () -> {
                if (isWanted()) {
                  keep(records, found);
                }
              });
    }

    /// A record that nobody can read cannot be saved by anybody.
    private void unreadable(Lsn from, Fault fault) {
      if (fault.code().equals("CORRUPT")) {
        shard.emit(
            new ShardEvent.TailUnreadable(shard.self(), shard.id(), from, end, fault.detail()));
        done();
      } else {
        shard.env().scheduler().after(AGAIN, () -> read(from));
      }
    }

    private void done() {
      saved = true;
      shard.emit(new ShardEvent.Diverged(shard.self(), shard.id(), by, first, end, writes));
      again.run();
    }
  }
}
