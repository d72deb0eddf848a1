package chorus.server.store;

import chorus.resp.Bytes;
import chorus.store.RowCursor;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/// Rows of a range as RocksDB's iterator gives them: those of the moment when it was made.
final class RocksCursor implements RowCursor {
  private final Slice end;
  private final ReadOptions options;
  private final RocksIterator iterator;
  private final Bytes from;
  private boolean begun;

  RocksCursor(RocksDB database, @Nullable Snapshot snapshot, Bytes from, Bytes to) {
    this.from = from;
    // With the end known to RocksDB it never walks over the tombstones behind it.
    end = new Slice(to.array());
    options = new ReadOptions().setIterateUpperBound(end);
    if (snapshot != null) {
      options.setSnapshot(snapshot);
    }
    iterator = database.newIterator(options);
  }

  @Override
  public boolean next() {
    if (begun) {
      iterator.next();
    } else {
      iterator.seek(from.array());
      begun = true;
    }
    if (iterator.isValid()) {
      return true;
    }
    try {
      iterator.status();
    } catch (RocksDBException e) {
      throw EngineFailure.of("cannot scan rows from " + from, e);
    }
    return false;
  }

  @Override
  public Bytes row() {
    return Bytes.wrap(iterator.key());
  }

  @Override
  public Bytes value() {
    return Bytes.wrap(iterator.value());
  }

  @Override
  public void close() {
    iterator.close();
    options.close();
    end.close();
  }
}
