package chorus.single;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Limits;
import chorus.base.Result;
import chorus.store.FileCheck;
import chorus.store.RowsDamaged;
import chorus.store.Store;
import chorus.store.Verification;
import chorus.store.VerifyReport;
import chorus.value.Malformed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One look at all stored rows: the engine's files, then the content hash, computed anew from a
/// snapshot. In slices away from the strand, so that rows are stored in between. Used once.
final class RowsAudit {
  private final Shard shard;
  private final Store store;
  private final Function<Long, Duration> pace;
  private final Consumer<VerifyReport> done;
  private final ArrayDeque<FileCheck> files = new ArrayDeque<>();
  private @Nullable Verification verification;
  private long read;
  private boolean ended;

  /// `pace` gives the rest after so many bytes. `done` is told unless this is closed before.
  RowsAudit(Shard shard, Store store, Function<Long, Duration> pace, Consumer<VerifyReport> done) {
    this.shard = shard;
    this.store = store;
    this.pace = pace;
    this.done = done;
  }

  void start() {
    this.<Done>away(
        () -> {
          files.addAll(store.files());
          return Done.DONE;
        },
        _ -> nextFile());
  }

  /// Gives the snapshot back, behind the slice that is being read.
  void close() {
    if (!ended) {
      ended = true;
      shard
          .env()
          .scheduler()
          .<Done>offload(
              () -> {
                free();
                return Done.DONE;
              },
              _ -> {});
    }
  }

  private void nextFile() {
    FileCheck next = files.poll();
    if (next == null) {
      this.<Done>away(
          () -> {
            verification = Verification.begin(store.snapshot());
            return Done.DONE;
          },
          _ -> nextRows());
      return;
    }
    this.<Done>away(
        () -> {
          next.run();
          return Done.DONE;
        },
        _ -> rest(next.bytes(), this::nextFile));
  }

  private void nextRows() {
    Verification open = verification;
    if (open == null) {
      return;
    }
    this.<Boolean>away(
        () -> open.goOn(Limits.SCRUB_ROWS),
        more -> {
          if (more) {
            long bytes = open.bytes() - read;
            read = open.bytes();
            rest(bytes, this::nextRows);
          } else {
            VerifyReport report = open.report();
            close();
            done.accept(report);
          }
        });
  }

  private void rest(long bytes, Runnable then) {
    shard
        .env()
        .scheduler()
        .after(
            pace.apply(bytes),
            () -> {
              if (!ended) {
                then.run();
              }
            });
  }

  /// Only offloaded work calls it.
  private void free() {
    if (verification != null) {
      verification.close();
      verification = null;
    }
  }

  private <T> void away(Supplier<T> work, Consumer<T> then) {
    shard
        .env()
        .scheduler()
        .<Result<T>>offload(
            () -> {
              try {
                return Result.ok(work.get());
              } catch (RowsDamaged damaged) {
                return Result.failed(damaged.fault());
              } catch (Malformed bad) {
                return Result.failed(Fault.notApplied("CORRUPT", String.valueOf(bad.getMessage())));
              }
            },
            result -> {
              if (ended || !(result instanceof Result.Ok<Result<T>>(var outcome))) {
                return;
              }
              switch (outcome) {
                case Result.Ok<T>(var value) -> then.accept(value);
                case Result.Failed<T>(var fault) -> {
                  close();
                  done.accept(VerifyReport.unreadable(fault.detail()));
                }
              }
            });
  }
}
