package chorus.store;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.env.Completion;
import chorus.resp.Bytes;
import chorus.value.RowKeys;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A store that is a sorted map, to hold the others against.
final class FakeStore implements Store {
  final NavigableMap<Bytes, Bytes> rows = new TreeMap<>();

  /// Where scans began.
  final List<Bytes> scanned = new ArrayList<>();

  /// So many writes to come find no room.
  int refusals;

  @Override
  public Lsn appliedLsn() {
    Bytes value = rows.get(RowKeys.appliedRow());
    return value == null ? Lsn.NONE : RowKeys.applied(value);
  }

  @Override
  public Lsn flushedLsn() {
    return appliedLsn();
  }

  @Override
  public Result<Done> write(RowBatch batch) {
    if (refusals > 0) {
      refusals--;
      return Result.failed(Fault.notApplied("DISKFULL", "no room"));
    }
    for (Effect effect : batch.effects()) {
      switch (effect) {
        case Effect.Put(Bytes row, Bytes value) -> rows.put(row, value);
        case Effect.Delete(Bytes row) -> rows.remove(row);
      }
    }
    rows.put(RowKeys.appliedRow(), RowKeys.appliedValue(batch.applied()));
    return Result.ok(Done.DONE);
  }

  @Override
  public StoreSnapshot snapshot() {
    FakeStore copy = new FakeStore();
    copy.rows.putAll(rows);
    return new StoreSnapshot() {
      @Override
      public Lsn appliedLsn() {
        return copy.appliedLsn();
      }

      @Override
      public @Nullable Bytes get(Bytes row) {
        return copy.get(row);
      }

      @Override
      public RowCursor scan(Bytes from, Bytes to) {
        return copy.scan(from, to);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void flush(Completion<Lsn> done) {
    done.complete(Result.ok(appliedLsn()));
  }

  @Override
  public void close() {}

  @Override
  public @Nullable Bytes get(Bytes row) {
    return rows.get(row);
  }

  @Override
  public RowCursor scan(Bytes from, Bytes to) {
    scanned.add(from);
    return new MapCursor(rows.subMap(from, to).entrySet().iterator());
  }

  private static final class MapCursor implements RowCursor {
    private final Iterator<Map.Entry<Bytes, Bytes>> rows;
    private Map.@Nullable Entry<Bytes, Bytes> at;

    MapCursor(Iterator<Map.Entry<Bytes, Bytes>> rows) {
      this.rows = rows;
    }

    @Override
    public boolean next() {
      if (!rows.hasNext()) {
        return false;
      }
      at = rows.next();
      return true;
    }

    @Override
    public Bytes row() {
      return here().getKey();
    }

    @Override
    public Bytes value() {
      return here().getValue();
    }

    private Map.Entry<Bytes, Bytes> here() {
      if (at == null) {
        throw new IllegalStateException("before the first row");
      }
      return at;
    }

    @Override
    public void close() {}
  }
}
