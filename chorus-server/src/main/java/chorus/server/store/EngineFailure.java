package chorus.server.store;

import chorus.store.RowsDamaged;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// The engine could not read or write, though it found no damage. It stops the node: the batch may
/// be lost, and only the log knows what was in it.
public final class EngineFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private EngineFailure(String what, RocksDBException cause) {
    super(what + ": " + describe(cause), cause);
  }

  /// What stops a piece of work: damage, from which the rows can be made again, or a failure of the
  /// medium.
  static RuntimeException of(String what, RocksDBException cause) {
    return isDamage(cause)
        ? new RowsDamaged(what + ": " + describe(cause))
        : new EngineFailure(what, cause);
  }

  /// Whether files are there and are not what was written, or not there at all.
  static boolean isDamage(RocksDBException cause) {
    Status status = cause.getStatus();
    return status != null
        && (status.getCode() == Status.Code.Corruption
            || String.valueOf(cause.getMessage()).contains("No such file"));
  }

  /// Whether the disk had no room. RocksDB says so too of what it refuses after such an error.
  static boolean isFullDisk(RocksDBException cause) {
    Status status = cause.getStatus();
    return status != null && status.getSubCode() == Status.SubCode.NoSpace;
  }

  static String describe(RocksDBException cause) {
    Status status = cause.getStatus();
    String message = String.valueOf(cause.getMessage());
    return status == null ? message : status.getCodeString() + ", " + message;
  }
}
