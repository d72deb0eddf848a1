package chorus.single;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.definition.Engine;
import chorus.env.Completion;
import chorus.env.Env;
import chorus.resp.Bytes;
import chorus.store.Engines;
import chorus.store.MemoryEngine;
import chorus.store.RowBatch;
import chorus.store.RowCursor;
import chorus.store.RowsDamaged;
import chorus.store.Store;
import chorus.store.StoreSnapshot;
import org.jspecify.annotations.Nullable;

/// The memory engine on a disk that fills up, or rots, when a test says so.
final class TightEngine implements Engines {
  static final Fault NO_ROOM = Fault.notApplied("DISKFULL", "no room");

  /// What every write meets, if anything.
  @Nullable Fault onWrite;

  /// What every flush meets, if anything.
  @Nullable Fault onFlush;

  int flushes;

  /// Whether no read of the stores that are open now succeeds.
  private boolean rotten;

  /// How many stores were opened so far.
  int opened;

  /// Runs before each write that the disk has room for.
  Runnable beforeWrite = () -> {};

  /// What is stored rots. A store that is opened later is sound.
  void rot() {
    rotten = true;
  }

  @Override
  public void open(Env env, Engine engine, String directory, Completion<Store> done) {
    MemoryEngine.open(
        env,
        directory,
        result -> {
          rotten = false;
          opened++;
          done.complete(
              result instanceof Result.Ok<Store>(var store)
                  ? Result.ok(new TightStore(store))
                  : result);
        });
  }

  private final class TightStore implements Store {
    private final Store store;

    TightStore(Store store) {
      this.store = store;
    }

    @Override
    public Result<Done> write(RowBatch batch) {
      if (onWrite != null) {
        return Result.failed(onWrite);
      }
      beforeWrite.run();
      return store.write(batch);
    }

    @Override
    public void flush(Completion<Lsn> done) {
      flushes++;
      if (onFlush == null) {
        store.flush(done);
      } else {
        done.complete(Result.failed(onFlush));
      }
    }

    private void look() {
      if (rotten) {
        throw new RowsDamaged("a row that rotted");
      }
    }

    @Override
    public Lsn appliedLsn() {
      return store.appliedLsn();
    }

    @Override
    public Lsn flushedLsn() {
      return store.flushedLsn();
    }

    @Override
    public StoreSnapshot snapshot() {
      look();
      return store.snapshot();
    }

    @Override
    public void close() {
      store.close();
    }

    @Override
    public @Nullable Bytes get(Bytes row) {
      look();
      return store.get(row);
    }

    @Override
    public RowCursor scan(Bytes from, Bytes to) {
      look();
      return store.scan(from, to);
    }
  }
}
