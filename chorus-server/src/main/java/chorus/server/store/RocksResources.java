package chorus.server.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/// The native memory that every RocksDB instance of this process shares, and the options that all
/// are opened with.
///
/// One cache bounds all of it: blocks, indexes, filters, and the write buffers, which are charged
/// to it.
public final class RocksResources implements AutoCloseable {
  /// Room for blocks, indexes and filters, in bytes, when nobody says otherwise.
  public static final long DEFAULT_CACHE_BYTES = 64L << 20;

  /// Room for write buffers of all instances, in bytes, when nobody says otherwise.
  public static final long DEFAULT_WRITE_BUFFER_BYTES = 64L << 20;

  /// One instance flushes at this size, in bytes, even while there is room in the shared buffer.
  private static final long INSTANCE_BUFFER_BYTES = 32L << 20;

  /// The optimum of a bloom filter: about one false answer in a hundred.
  private static final double BLOOM_BITS_PER_KEY = 10;

  /// Of a write buffer, in memory: a filter as for tables, since most new rows were never there.
  private static final double BUFFER_FILTER_SHARE = 0.02;

  private static final int BACKGROUND_JOBS = 2;

  private final LRUCache cache;
  private final WriteBufferManager writeBuffers;
  private final BloomFilter filter;

  private RocksResources(long cacheBytes, long writeBufferBytes) {
    cache = new LRUCache(cacheBytes + writeBufferBytes);
    writeBuffers = new WriteBufferManager(writeBufferBytes, cache);
    filter = new BloomFilter(BLOOM_BITS_PER_KEY);
  }

  /// Loads the native library and reserves nothing yet; the default sizes.
  public static RocksResources open(Path libraryDirectory) {
    return open(libraryDirectory, DEFAULT_CACHE_BYTES, DEFAULT_WRITE_BUFFER_BYTES);
  }

  /// Loads the native library, unpacked into `libraryDirectory`: there each start replaces it, in
  /// the system's temporary directory each killed process would leave one behind.
  public static RocksResources open(Path libraryDirectory, long cacheBytes, long writeBufferBytes) {
    try {
      Files.createDirectories(libraryDirectory);
      NativeLibraryLoader.getInstance().loadLibrary(libraryDirectory.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    RocksDB.loadLibrary();
    return new RocksResources(cacheBytes, writeBufferBytes);
  }

  /// Options for one instance. The caller closes them, after the instance.
  Options options() {
    BlockBasedTableConfig tables =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setFilterPolicy(filter)
            .setCacheIndexAndFilterBlocks(true)
            .setCacheIndexAndFilterBlocksWithHighPriority(true)
            .setPinL0FilterAndIndexBlocksInCache(true);
    return new Options()
        .setCreateIfMissing(true)
        .setWriteBufferManager(writeBuffers)
        .setWriteBufferSize(INSTANCE_BUFFER_BYTES)
        .setMemtablePrefixBloomSizeRatio(BUFFER_FILTER_SHARE)
        .setMemtableWholeKeyFiltering(true)
        .setTableFormatConfig(tables)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setMaxBackgroundJobs(BACKGROUND_JOBS)
        // All tables are opened at once, so that a missing one is found then and not by a read.
        .setMaxOpenFiles(-1)
        // Rows that were not flushed come from the replication log; closing does not wait for them.
        .setAvoidFlushDuringShutdown(true)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(2)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
  }

  /// Call it after every store is closed.
  @Override
  public void close() {
    filter.close();
    writeBuffers.close();
    cache.close();
  }
}
