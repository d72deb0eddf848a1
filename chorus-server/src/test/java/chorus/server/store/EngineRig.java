package chorus.server.store;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.definition.Engine;
import chorus.env.Env;
import chorus.resp.Bytes;
import chorus.server.env.Expect;
import chorus.server.env.FailStop;
import chorus.server.env.IoThreads;
import chorus.server.env.Loops;
import chorus.server.env.RealStrands;
import chorus.store.Effect;
import chorus.store.RowBatch;
import chorus.store.RowCursor;
import chorus.store.RowReader;
import chorus.store.Store;
import chorus.store.StoreSnapshot;
import chorus.value.RowKeys;
import chorus.value.RowRange;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// A strand with a real disk, and the way in which a node uses a store: opened, flushed and closed
/// on the strand, written and copied away from it.
final class EngineRig implements AutoCloseable {
  private final FailStop failStop = new FailStop(() -> {});
  private final Loops loops = Loops.start("store-test", 1);
  private final IoThreads threads = new IoThreads("store-test-io", 2, failStop);
  private final RocksResources resources;
  private final ServerEngines engines;
  private final Env env;

  EngineRig(Path dataDirectory) {
    this(dataDirectory, Optional.empty());
  }

  /// With an engine of its own, see [ServerEngines].
  EngineRig(Path dataDirectory, Optional<Engine> own) {
    resources = RocksResources.open(dataDirectory.resolve("native"), 8 << 20, 8 << 20);
    engines = new ServerEngines(dataDirectory, resources, own);
    env = new RealStrands(loops, threads, failStop, (_, _) -> {}, dataDirectory).strand("d1.0");
  }

  Store open(Engine engine, String directory) {
    return Expect.<Store>ok(
        done -> env.scheduler().execute(() -> engines.open(env, engine, directory, done)));
  }

  Fault openFails(Engine engine, String directory) {
    return Expect.<Store>fault(
        done -> env.scheduler().execute(() -> engines.open(env, engine, directory, done)));
  }

  void write(Store store, long lsn, Effect... effects) {
    write(store, new RowBatch(List.of(effects), new Lsn(lsn)));
  }

  void write(Store store, RowBatch batch) {
    if (tryWrite(store, batch) instanceof Result.Failed<Done>(Fault fault)) {
      throw new AssertionError(fault.toString());
    }
  }

  Result<Done> tryWrite(Store store, RowBatch batch) {
    return away(() -> store.write(batch));
  }

  void onStrand(Runnable task) {
    env.scheduler().execute(task);
  }

  StoreSnapshot snapshot(Store store) {
    return away(store::snapshot);
  }

  Lsn flush(Store store) {
    return Expect.<Lsn>ok(done -> env.scheduler().execute(() -> store.flush(done)));
  }

  /// Returns once the files are given up.
  void close(Store store) {
    Expect.<Done>ok(done ->
        env.scheduler()
            .execute(() -> {
              store.close();
              env.scheduler().offload(() -> Done.DONE, done);
            }));
  }

  /// All logical rows, without those that the engine keeps for itself.
  static NavigableMap<Bytes, Bytes> rows(RowReader reader) {
    RowRange all = RowKeys.allRows();
    NavigableMap<Bytes, Bytes> rows = range(reader, all.from(), all.to());
    rows.remove(RowKeys.appliedRow());
    return rows;
  }

  static NavigableMap<Bytes, Bytes> range(RowReader reader, Bytes from, Bytes to) {
    NavigableMap<Bytes, Bytes> rows = new TreeMap<>();
    Bytes last = Bytes.EMPTY;
    try (RowCursor cursor = reader.scan(from, to)) {
      while (cursor.next()) {
        if (last.compareTo(cursor.row()) >= 0) {
          throw new AssertionError("rows out of order: " + last + ", " + cursor.row());
        }
        last = cursor.row();
        rows.put(last, cursor.value());
      }
    }
    return rows;
  }

  private <T> T away(Supplier<T> work) {
    return Expect.<T>ok(done -> env.scheduler().offload(work, done));
  }

  @Override
  public void close() {
    threads.close();
    loops.close();
    resources.close();
  }
}
