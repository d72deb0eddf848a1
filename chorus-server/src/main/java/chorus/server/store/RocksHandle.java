package chorus.server.store;

import chorus.base.Require;
import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/// One open instance, freed when its last user gives it up: the store itself, or a snapshot of it
/// that lives longer.
///
/// A read of freed native memory would end the process, so everybody who may outlive the store
/// counts here.
final class RocksHandle {
  private final RocksDB database;
  private final Options options;
  private final AtomicInteger users = new AtomicInteger(1);

  RocksHandle(RocksDB database, Options options) {
    this.database = database;
    this.options = options;
  }

  RocksDB database() {
    Require.that(users.get() > 0, "a closed store is not used");
    return database;
  }

  void acquire() {
    int before = users.getAndUpdate(count -> count == 0 ? 0 : count + 1);
    Require.that(before > 0, "a closed store is not used");
  }

  void release() {
    if (users.decrementAndGet() == 0) {
      database.cancelAllBackgroundWork(true);
      database.close();
      options.close();
    }
  }
}
