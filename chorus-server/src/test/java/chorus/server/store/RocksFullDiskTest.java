package chorus.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.Result;
import chorus.definition.Engine;
import chorus.resp.Bytes;
import chorus.server.env.Expect;
import chorus.store.Effect;
import chorus.store.RowBatch;
import chorus.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// RocksDB on a small file system in memory, which is full at first.
class RocksFullDiskTest {
  private static final int ROW_BYTES = 64 << 10;

  @TempDir Path directory;

  private final Random random = new Random(1);
  private Path disk;
  private Path ballast;
  private EngineRig rig;
  private Store store;
  private long lsn;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = Files.createDirectory(directory.resolve("disk"));
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", disk.toString()))
        .as("a small file system can be mounted here")
        .isZero();
    rig = new EngineRig(disk);
    store = rig.open(Engine.ROCKSDB, "s");
    ballast = disk.resolve("ballast");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (rig != null) {
      rig.close(store);
      rig.close();
    }
    run("umount", "-l", disk.toString());
  }

  @Test
  void whatFindsNoRoomIsRefusedAndGoesOnByItselfWithNothingLost() throws IOException {
    assertThat(write()).isInstanceOf(Result.Ok.class);
    fill();
    Result<Done> result = write();
    while (result instanceof Result.Ok<Done> && lsn < 2_000) {
      result = write();
    }
    assertFull(result);
    long stored = lsn - 1;
    assertThat(store.appliedLsn()).isEqualTo(new Lsn(stored));
    assertThat(Expect.<Lsn>fault(done -> rig.onStrand(() -> store.flush(done))).code())
        .isEqualTo("DISKFULL");
    assertThat(store.flushedLsn()).isEqualTo(Lsn.NONE);
    assertThat(store.get(row(stored))).isNotNull();
    Files.delete(ballast);
    lsn--;
    Expect.until(this::rewritten);
    assertThat(rig.flush(store)).isEqualTo(new Lsn(lsn));
    for (long each = 1; each <= lsn; each++) {
      assertThat(store.get(row(each))).as("row %d", each).isNotNull();
    }
  }

  private boolean rewritten() {
    Result<Done> result = write();
    if (result instanceof Result.Ok<Done>) {
      return true;
    }
    assertFull(result);
    lsn--;
    return false;
  }

  private Result<Done> write() {
    lsn++;
    byte[] value = new byte[ROW_BYTES];
    random.nextBytes(value);
    Effect put = new Effect.Put(row(lsn), Bytes.wrap(value));
    return rig.tryWrite(store, new RowBatch(List.of(put), new Lsn(lsn)));
  }

  private static Bytes row(long number) {
    return StoreContract.row("k" + number);
  }

  private static void assertFull(Result<Done> result) {
    assertThat(result).isInstanceOf(Result.Failed.class);
    Fault fault = ((Result.Failed<Done>) result).fault();
    assertThat(fault.code()).isEqualTo("DISKFULL");
  }

  private void fill() throws IOException {
    byte[] block = new byte[64 << 10];
    try (var out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(Files.size(ballast)).isPositive();
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
