package chorus.server.store;

import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.store.RowCursor;
import chorus.store.StoreSnapshot;
import chorus.value.RowKeys;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

/// The rows of one RocksDB sequence number. Its LSN is read out of the rows themselves, so it
/// cannot differ from what they hold.
final class RocksSnapshot implements StoreSnapshot {
  private final RocksHandle handle;
  private final Snapshot snapshot;
  private final ReadOptions options;
  private final Lsn applied;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// Throws what reading the position throws; nothing stays open then.
  RocksSnapshot(RocksHandle handle) {
    handle.acquire();
    this.handle = handle;
    this.snapshot = handle.database().getSnapshot();
    this.options = new ReadOptions().setSnapshot(snapshot);
    try {
      Bytes value = get(RowKeys.appliedRow());
      this.applied = value == null ? Lsn.NONE : RowKeys.applied(value);
    } catch (RuntimeException unreadable) {
      close();
      throw unreadable;
    }
  }

  @Override
  public Lsn appliedLsn() {
    return applied;
  }

  @Override
  public @Nullable Bytes get(Bytes row) {
    try {
      byte[] value = handle.database().get(options, row.array());
      return value == null ? null : Bytes.wrap(value);
    } catch (RocksDBException e) {
      throw EngineFailure.of("cannot read row " + row, e);
    }
  }

  @Override
  public RowCursor scan(Bytes from, Bytes to) {
    return new RocksCursor(handle.database(), snapshot, from, to);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      options.close();
      handle.database().releaseSnapshot(snapshot);
      handle.release();
    }
  }
}
