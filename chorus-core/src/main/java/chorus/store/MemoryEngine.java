package chorus.store;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.Require;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.Env;
import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A store whose rows are in memory; [#flush] writes them all to a checkpoint file, from which
/// [#open] starts.
///
/// Invariant: `rows` is one immutable value, replaced whole. A reader on another thread gets the
/// rows before or after a batch, never half of one, and needs no lock for it: all fields below it
/// are final (Java Language Specification, 17.5). What it does *not* get is a promise of when it
/// sees a batch, other than that a task which follows the write's completion does.
public final class MemoryEngine implements Store {
  private final Env env;
  private final String directory;
  private MemoryRows rows;
  private Lsn flushed;

  /// Asked for while a checkpoint was being written: served by the next one.
  private List<Completion<Lsn>> waiting = new ArrayList<>();

  private @Nullable CheckpointWriter writing;
  private boolean closed;
  private boolean released;

  private MemoryEngine(Env env, String directory, MemoryRows rows) {
    this.env = env;
    this.directory = directory;
    this.rows = rows;
    this.flushed = rows.applied();
  }

  /// Loads the newest whole checkpoint in `directory`. A damaged one is passed over for the one
  /// before it, and with none the store is empty at LSN 0: the log replays what is missing, or its
  /// owner finds that the log begins later and takes a snapshot from elsewhere.
  ///
  /// Fault: `IO`.
  public static void open(Env env, String directory, Completion<Store> done) {
    new CheckpointReader(
            env,
            directory,
            result ->
                done.complete(
                    switch (result) {
                      case Result.Ok<MemoryRows>(MemoryRows rows) ->
                          Result.ok(new MemoryEngine(env, directory, rows));
                      case Result.Failed<MemoryRows>(Fault fault) -> Result.failed(fault);
                    }))
        .start();
  }

  /// Whether this engine wrote any of the files of these names.
  public static boolean wrote(List<String> names) {
    return !CheckpointFiles.newestFirst(names).isEmpty();
  }

  @Override
  public Lsn appliedLsn() {
    return rows.applied();
  }

  @Override
  public Lsn flushedLsn() {
    return flushed;
  }

  @Override
  public @Nullable Bytes get(Bytes row) {
    return open().get(row);
  }

  @Override
  public RowCursor scan(Bytes from, Bytes to) {
    return open().scan(from, to);
  }

  @Override
  public Result<Done> write(RowBatch batch) {
    rows = open().with(batch);
    return Result.ok(Done.DONE);
  }

  @Override
  public StoreSnapshot snapshot() {
    return open();
  }

  @Override
  public void flush(Completion<Lsn> done) {
    waiting.add(done);
    if (writing == null) {
      nextCheckpoint();
    }
  }

  /// What was offloaded before still finds its rows.
  @Override
  public void close() {
    closed = true;
    if (writing != null) {
      writing.stop();
    }
    env.scheduler()
        .<Done>offload(
            () -> {
              released = true;
              return Done.DONE;
            },
            result -> {});
  }

  /// As with an engine whose memory is freed, whoever comes too late makes a mistake.
  private MemoryRows open() {
    Require.that(!released, "a closed store is not used");
    return rows;
  }

  private void nextCheckpoint() {
    List<Completion<Lsn>> served = waiting;
    waiting = new ArrayList<>();
    CheckpointWriter writer =
        new CheckpointWriter(env, directory, flushed, result -> written(result, served));
    writing = writer;
    if (closed) {
      writer.stop();
    }
    env.scheduler().offload(() -> rows, writer::start);
  }

  private void written(Result<Lsn> result, List<Completion<Lsn>> served) {
    writing = null;
    switch (result) {
      case Result.Ok<Lsn>(Lsn lsn) -> flushed = lsn;
      case Result.Failed<Lsn> failed -> {}
    }
    served.forEach(done -> done.complete(result));
    if (writing == null && !waiting.isEmpty()) {
      nextCheckpoint();
    }
  }
}
