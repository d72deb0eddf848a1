package chorus.server.store;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.Env;
import chorus.resp.Bytes;
import chorus.store.Effect;
import chorus.store.FileCheck;
import chorus.store.RowBatch;
import chorus.store.RowCursor;
import chorus.store.Store;
import chorus.store.StoreSnapshot;
import chorus.value.RowKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// A store on disk: one RocksDB instance with one column family and no log of its own.
///
/// RocksDB flushes when its buffers are full too, but only what [#flush] did counts as flushed
/// here: a lower bound is what the log needs.
///
/// Once a flush or a compaction met a disk without room, RocksDB refuses every write and flush, and
/// goes on by itself: each five seconds it looks whether the disk has room for one write buffer.
public final class RocksEngine implements Store {
  /// The file that every instance has.
  static final String MAIN_FILE = "CURRENT";

  /// A guess: more costs a copy.
  private static final int EXPECTED_ROW_BYTES = 160;

  private final Env env;
  private final RocksHandle handle;
  private volatile Lsn applied;
  private Lsn flushed;

  private RocksEngine(Env env, RocksHandle handle, Lsn applied) {
    this.env = env;
    this.handle = handle;
    this.applied = applied;
    this.flushed = applied;
  }

  /// Opens or creates the instance in `directory`, away from the strand. Faults: `CORRUPT`, `IO`.
  public static void open(
      Env env, RocksResources resources, Path directory, Completion<Store> done) {
    env.scheduler()
        .<Result<Opened>>offload(
            () -> RocksOpening.open(resources, directory),
            result ->
                done.complete(
                    switch (flat(result)) {
                      case Result.Ok<Opened>(Opened(RocksHandle handle, Lsn applied)) ->
                          Result.ok(new RocksEngine(env, handle, applied));
                      case Result.Failed<Opened>(Fault fault) -> Result.failed(fault);
                    }));
  }

  /// An open instance, and the position that its rows stand at.
  record Opened(RocksHandle handle, Lsn applied) {}

  @Override
  public Lsn appliedLsn() {
    return applied;
  }

  @Override
  public Lsn flushedLsn() {
    return flushed;
  }

  @Override
  public @Nullable Bytes get(Bytes row) {
    try {
      byte[] value = handle.database().get(row.array());
      return value == null ? null : Bytes.wrap(value);
    } catch (RocksDBException e) {
      throw EngineFailure.of("cannot read row " + row, e);
    }
  }

  @Override
  public List<@Nullable Bytes> getAll(List<Bytes> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    try {
      List<byte[]> keys = rows.stream().map(Bytes::array).toList();
      List<@Nullable Bytes> values = new ArrayList<>(keys.size());
      for (byte[] value : handle.database().multiGetAsList(keys)) {
        values.add(value == null ? null : Bytes.wrap(value));
      }
      return values;
    } catch (RocksDBException e) {
      throw EngineFailure.of("cannot read " + rows.size() + " rows", e);
    }
  }

  @Override
  public RowCursor scan(Bytes from, Bytes to) {
    return new RocksCursor(handle.database(), null, from, to);
  }

  @Override
  public Result<Done> write(RowBatch batch) {
    try (WriteBatch rows = new WriteBatch(bytes(batch));
        WriteOptions options = new WriteOptions().setDisableWAL(true)) {
      handle.database().write(options, rows);
    } catch (RocksDBException e) {
      if (EngineFailure.isFullDisk(e)) {
        return Result.failed(diskFull("write", e));
      }
      throw EngineFailure.of("cannot write the rows up to LSN " + batch.applied(), e);
    }
    applied = batch.applied();
    return Result.ok(Done.DONE);
  }

  /// In the order of the rows, since RocksDB finds the place beside the last one faster.
  private static byte[] bytes(RowBatch batch) {
    List<Effect> inOrder = new ArrayList<>(batch.effects());
    inOrder.sort(Comparator.comparing(Effect::row));
    BatchBytes bytes = new BatchBytes(inOrder.size() * EXPECTED_ROW_BYTES);
    for (Effect effect : inOrder) {
      switch (effect) {
        case Effect.Put(Bytes row, Bytes value) -> bytes.put(row, value);
        case Effect.Delete(Bytes row) -> bytes.delete(row);
      }
    }
    bytes.put(RowKeys.appliedRow(), RowKeys.appliedValue(batch.applied()));
    return bytes.done();
  }

  @Override
  public StoreSnapshot snapshot() {
    return new RocksSnapshot(handle);
  }

  @Override
  public List<FileCheck> files() {
    return handle.database().getLiveFilesMetaData().stream()
        .<FileCheck>map(file -> new RocksTable(handle.database(), file))
        .toList();
  }

  @Override
  public void flush(Completion<Lsn> done) {
    env.scheduler()
        .<Result<Lsn>>offload(
            this::flushNow,
            offloaded -> {
              Result<Lsn> result = flat(offloaded);
              switch (result) {
                case Result.Ok<Lsn>(Lsn lsn) -> flushed = lsn;
                case Result.Failed<Lsn> failed -> {}
              }
              done.complete(result);
            });
  }

  @Override
  public void close() {
    env.scheduler()
        .<Done>offload(
            () -> {
              handle.release();
              return Done.DONE;
            },
            result -> {});
  }

  /// Runs where writes run, so none comes between the position and the flush.
  private Result<Lsn> flushNow() {
    Lsn position = applied;
    try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
      handle.database().flush(options);
      return Result.ok(position);
    } catch (RocksDBException e) {
      if (EngineFailure.isFullDisk(e)) {
        return Result.failed(diskFull("flush", e));
      }
      String code = EngineFailure.isDamage(e) ? "CORRUPT" : "IO";
      return Result.failed(Fault.notApplied(code, "flush: " + EngineFailure.describe(e)));
    }
  }

  private static Fault diskFull(String what, RocksDBException cause) {
    return Fault.notApplied("DISKFULL", what + ": " + EngineFailure.describe(cause));
  }

  private static <T> Result<T> flat(Result<Result<T>> nested) {
    return switch (nested) {
      case Result.Ok<Result<T>>(Result<T> result) -> result;
      case Result.Failed<Result<T>>(Fault fault) -> Result.failed(fault);
    };
  }
}
