package chorus.server.store;

import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.resp.Bytes;
import chorus.value.Malformed;
import chorus.value.RowKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// Opens an instance and tells files that cannot be trusted from a disk that does not answer.
final class RocksOpening {
  private RocksOpening() {}

  static Result<RocksEngine.Opened> open(RocksResources resources, Path directory) {
    try {
      Files.createDirectories(directory);
      if (!Files.exists(directory.resolve("CURRENT")) && hasTables(directory)) {
        return corrupt(directory, "tables without a list of them");
      }
    } catch (IOException e) {
      return Result.failed(Fault.notApplied("IO", directory + ": " + e));
    }
    Options options = resources.options();
    RocksDB database;
    try {
      database = RocksDB.open(options, directory.toString());
    } catch (RocksDBException e) {
      options.close();
      String detail = EngineFailure.describe(e);
      return isDamage(e)
          ? corrupt(directory, detail)
          : Result.failed(Fault.notApplied("IO", directory + ": " + detail));
    }
    RocksHandle handle = new RocksHandle(database, options);
    try {
      byte[] applied = database.get(RowKeys.appliedRow().array());
      Lsn lsn = applied == null ? Lsn.NONE : RowKeys.applied(Bytes.wrap(applied));
      return Result.ok(new RocksEngine.Opened(handle, lsn));
    } catch (RocksDBException | Malformed e) {
      handle.release();
      return corrupt(directory, String.valueOf(e.getMessage()));
    }
  }

  /// RocksDB would make a new, empty instance over tables that it does not know of.
  private static boolean hasTables(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(file -> file.toString().endsWith(".sst"));
    }
  }

  private static boolean isDamage(RocksDBException failure) {
    Status status = failure.getStatus();
    return EngineFailure.isDamage(failure)
        || (status != null
            && (status.getCode() == Status.Code.InvalidArgument
                || status.getCode() == Status.Code.NotSupported));
  }

  private static <T> Result<T> corrupt(Path directory, String detail) {
    return Result.failed(Fault.notApplied("CORRUPT", directory + ": " + detail));
  }
}
