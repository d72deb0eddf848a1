package chorus.store;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.DiskFile;
import chorus.env.Env;
import chorus.resp.Bytes;
import chorus.value.RowKeys;
import chorus.value.RowRange;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes one checkpoint: a new file, frame by frame, then removes the older ones.
///
/// One frame is in flight at a time, so a checkpoint takes little memory however many rows there
/// are. Rows are encoded away from the strand. Used once.
final class CheckpointWriter {
  private final Env env;
  private final String directory;
  private final Lsn flushed;
  private final Completion<Lsn> done;
  private Lsn lsn = Lsn.NONE;
  private @Nullable DiskFile file;
  private boolean stopped;

  /// `flushed` is where the last whole checkpoint stands.
  CheckpointWriter(Env env, String directory, Lsn flushed, Completion<Lsn> done) {
    this.env = env;
    this.directory = directory;
    this.flushed = flushed;
    this.done = done;
  }

  /// Nothing is written after what is under way; the completion gets a fault.
  void stop() {
    stopped = true;
  }

  void start(Result<StoreSnapshot> rows) {
    this.<StoreSnapshot>then(this::begin).complete(rows);
  }

  private void begin(StoreSnapshot rows) {
    lsn = rows.appliedLsn();
    if (lsn.equals(flushed)) {
      done.complete(Result.ok(lsn));
      return;
    }
    // A checkpoint of this LSN may lie there cut short by a crash.
    env.disk().delete(path(), then(deleted -> env.disk().open(path(), then(f -> fill(f, rows)))));
  }

  private void fill(DiskFile opened, StoreSnapshot rows) {
    file = opened;
    next(opened, new Frames(rows));
  }

  private void next(DiskFile into, Frames frames) {
    env.scheduler()
        .<List<Bytes>>offload(
            frames::next,
            then(some -> {
              if (some.isEmpty()) {
                seal(into);
                return;
              }
              some.forEach(into::append);
              into.sync(then(synced -> next(into, frames)));
            }));
  }

  private void seal(DiskFile whole) {
    whole.close();
    file = null;
    env.disk()
        .list(
            directory, then(names -> deleteAll(CheckpointFiles.olderThan(lsn, names).iterator())));
  }

  private void deleteAll(Iterator<String> older) {
    if (!older.hasNext()) {
      done.complete(Result.ok(lsn));
      return;
    }
    env.disk().delete(directory + "/" + older.next(), then(deleted -> deleteAll(older)));
  }

  private <T> Completion<T> then(Consumer<T> next) {
    return result -> {
      switch (result) {
        case Result.Failed<T>(Fault fault) -> fail(fault);
        case Result.Ok<T>(T value) when stopped ->
            fail(Fault.notApplied("IO", "the store in " + directory + " was closed, not " + value));
        case Result.Ok<T>(T value) -> next.accept(value);
      }
    };
  }

  private void fail(Fault fault) {
    DiskFile partial = file;
    if (partial == null) {
      done.complete(Result.failed(fault));
      return;
    }
    file = null;
    partial.close();
    env.disk().delete(path(), (Result<Done> deleted) -> done.complete(Result.failed(fault)));
  }

  private String path() {
    return directory + "/" + CheckpointFiles.name(lsn);
  }

  /// The frames of one checkpoint, from the first to the last. Only offloaded work touches it.
  private static final class Frames {
    private final Lsn lsn;
    private final RowCursor cursor;
    private long rows;
    private boolean begun;
    private boolean ended;

    Frames(StoreSnapshot snapshot) {
      RowRange all = RowKeys.allRows();
      lsn = snapshot.appliedLsn();
      cursor = snapshot.scan(all.from(), all.to());
    }

    /// What comes next; nothing at the end.
    List<Bytes> next() {
      List<Bytes> frames = new ArrayList<>();
      if (ended) {
        return frames;
      }
      if (!begun) {
        begun = true;
        frames.add(CheckpointCodec.encode(new CheckpointCodec.Body.Header(lsn)));
      }
      List<Effect.Put> body = body();
      if (body.isEmpty()) {
        ended = true;
        frames.add(CheckpointCodec.encode(new CheckpointCodec.Body.End(rows)));
      } else {
        rows += body.size();
        frames.add(CheckpointCodec.encode(new CheckpointCodec.Body.Rows(body)));
      }
      return frames;
    }

    private List<Effect.Put> body() {
      List<Effect.Put> body = new ArrayList<>();
      long bytes = 0;
      while (bytes < CheckpointCodec.BODY_BYTES && cursor.next()) {
        body.add(new Effect.Put(cursor.row(), cursor.value()));
        bytes += cursor.row().length() + cursor.value().length();
      }
      return body;
    }
  }
}
