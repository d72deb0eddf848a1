package chorus.sim.cluster;

import chorus.base.Done;
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
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The memory engine of one process, whose rows may rot as those on a disk do: some cannot be read
/// any more, as an engine with checksums finds. A store that is opened later is sound.
final class RottingRows implements Engines {
  /// Of so many rows one rots.
  private static final int SHARE = 6;

  private final List<Rotting> open = new ArrayList<>();

  @Override
  public void open(Env env, Engine engine, String directory, Completion<Store> done) {
    MemoryEngine.open(
        env,
        directory,
        result -> {
          switch (result) {
            case Result.Ok<Store>(Store store) -> {
              var rotting = new Rotting(store);
              open.add(rotting);
              done.complete(Result.ok(rotting));
            }
            case Result.Failed<Store> failed -> done.complete(failed);
          }
        });
  }

  /// Every store that is open now has rotten rows; `which` of them, anybody may choose.
  void rot(int which) {
    open.forEach(store -> store.rotten = Math.floorMod(which, SHARE));
  }

  private final class Rotting implements Store {
    private static final int NONE = -1;
    private final Store rows;
    private int rotten = NONE;

    Rotting(Store rows) {
      this.rows = rows;
    }

    private void look(Bytes row) {
      if (rotten != NONE) {
        var crc = new CRC32C();
        crc.update(row.array());
        if (crc.getValue() % SHARE == rotten) {
          throw new RowsDamaged("row " + row + " has rotted");
        }
      }
    }

    @Override
    public @Nullable Bytes get(Bytes row) {
      look(row);
      return rows.get(row);
    }

    @Override
    public RowCursor scan(Bytes from, Bytes to) {
      return new Looking(rows.scan(from, to), this);
    }

    @Override
    public StoreSnapshot snapshot() {
      return new Snapshot(rows.snapshot(), this);
    }

    @Override
    public Lsn appliedLsn() {
      return rows.appliedLsn();
    }

    @Override
    public Lsn flushedLsn() {
      return rows.flushedLsn();
    }

    @Override
    public Result<Done> write(RowBatch batch) {
      return rows.write(batch);
    }

    @Override
    public void flush(Completion<Lsn> done) {
      rows.flush(done);
    }

    @Override
    public void close() {
      open.remove(this);
      rows.close();
    }
  }

  private record Snapshot(StoreSnapshot rows, Rotting store) implements StoreSnapshot {
    @Override
    public @Nullable Bytes get(Bytes row) {
      store.look(row);
      return rows.get(row);
    }

    @Override
    public RowCursor scan(Bytes from, Bytes to) {
      return new Looking(rows.scan(from, to), store);
    }

    @Override
    public Lsn appliedLsn() {
      return rows.appliedLsn();
    }

    @Override
    public void close() {
      rows.close();
    }
  }

  private record Looking(RowCursor rows, Rotting store) implements RowCursor {
    @Override
    public boolean next() {
      boolean there = rows.next();
      if (there) {
        store.look(rows.row());
      }
      return there;
    }

    @Override
    public Bytes row() {
      return rows.row();
    }

    @Override
    public Bytes value() {
      return rows.value();
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
