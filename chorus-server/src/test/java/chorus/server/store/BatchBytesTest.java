package chorus.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

class BatchBytesTest {
  @TempDir Path library;

  @Test
  void aBatchIsLaidOutAsRocksDbDoesItItself() throws RocksDBException {
    SplittableRandom random = new SplittableRandom(7);
    try (RocksResources resources = RocksResources.open(library);
        WriteBatch theirs = new WriteBatch()) {
      BatchBytes ours = new BatchBytes(random.nextInt(100));
      for (int length : new int[] {0, 1, 127, 128, 129, 16_383, 16_384, 70_000}) {
        Bytes row = bytes(random, 1 + random.nextInt(300));
        Bytes value = bytes(random, length);
        ours.put(row, value);
        theirs.put(row.array(), value.array());
        ours.delete(value);
        theirs.delete(value.array());
      }
      assertThat(resources).isNotNull();
      assertThat(ours.done()).isEqualTo(theirs.data());
    }
  }

  @Test
  void nothingIsABatchToo() {
    assertThat(new BatchBytes(0).done()).hasSize(12).containsOnly(0);
  }

  private static Bytes bytes(SplittableRandom random, int length) {
    byte[] content = new byte[length];
    random.nextBytes(content);
    return Bytes.wrap(content);
  }
}
