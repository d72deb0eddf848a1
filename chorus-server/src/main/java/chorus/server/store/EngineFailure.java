package chorus.server.store;

import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// The engine could not read or write. It stops the replica: rows may be damaged, or the batch may
/// be lost, and only the log knows what was in it.
public final class EngineFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineFailure(String what, RocksDBException cause) {
    super(what + ": " + describe(cause), cause);
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
