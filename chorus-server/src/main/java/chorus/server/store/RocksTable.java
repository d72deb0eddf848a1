package chorus.server.store;

import chorus.store.FileCheck;
import java.nio.file.Path;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/// One table of an instance, read past the cache.
record RocksTable(RocksDB database, LiveFileMetaData file) implements FileCheck {
  @Override
  public long bytes() {
    return file.size();
  }

  @Override
  public void run() {
    Path path = Path.of(file.path(), file.fileName());
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(path.toString());
      reader.verifyChecksum();
    } catch (RocksDBException e) {
      if (isLive()) {
        throw EngineFailure.of("cannot read table " + file.fileName(), e);
      }
    }
  }

  private boolean isLive() {
    return database.getLiveFilesMetaData().stream()
        .anyMatch(each -> each.fileName().equals(file.fileName()));
  }
}
