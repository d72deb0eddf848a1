package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Bits flip in the files of running nodes.
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RottenDiskTest {
  /// More than a write buffer and two segments of the log hold.
  private static final int KEYS = 400;

  private static final int VALUE_BYTES = 100_000;

  @RegisterExtension private final Playground cluster = Playground.registered();

  @Test
  void verifyFindsFlippedBitsAndRepairsThem() {
    String leader = cluster.awaitWhole();
    List<String> followers = Playground.others(leader);
    write(leader);
    cluster.awaitWhole();
    Path shard = cluster.shardOf(followers.getFirst());
    await()
        .atMost(Cluster.TIME_TO_HEAL)
        .until(() -> !files(shard.resolve("rows"), ".sst").isEmpty());
    flip(files(shard.resolve("log"), ".log").getFirst(), 8_000_000);
    flip(files(shard.resolve("rows"), ".sst").getFirst(), 5_000);
    flip(segmentInUse(cluster.shardOf(followers.getLast())), 200);

    var found = cluster.verify();
    assertThat(found.exitCode()).as(found.out()).isZero();
    assertThat(found.out())
        .contains(followers.getFirst() + " repaired log segment 0000000000000001.log: record ")
        .contains(followers.getFirst() + " repaired rows made again from the log")
        .contains(followers.getLast() + " repaired log segment");

    var after = cluster.verify();
    assertThat(after.exitCode()).as(after.out()).isZero();
    assertThat(after.out()).doesNotContain("repaired");
    try (RespClient client = cluster.connect(followers.getFirst())) {
      assertThat(client.call("SET", "more", "1")).isEqualTo("OK");
      client.call("READONLY");
      assertThat(client.call("STRLEN", "key:7")).isEqualTo((long) VALUE_BYTES);
    }
  }

  private void write(String leader) {
    SplittableRandom random = new SplittableRandom(1);
    try (RespClient client = cluster.connect(leader)) {
      for (int i = 0; i < KEYS; i++) {
        StringBuilder value = new StringBuilder(VALUE_BYTES);
        while (value.length() < VALUE_BYTES) {
          value.append((char) ('!' + random.nextInt(90)));
        }
        assertThat(client.call("SET", "key:" + i, value.toString())).isEqualTo("OK");
      }
    }
  }

  /// The last one that does not begin with zeros: behind it lies the reserve.
  private static Path segmentInUse(Path shard) {
    return files(shard.resolve("log"), ".log").reversed().stream()
        .filter(file -> byteAt(file, 0) != 0)
        .findFirst()
        .orElseThrow();
  }

  private static List<Path> files(Path directory, String end) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(each -> each.toString().endsWith(end)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int byteAt(Path path, long position) {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(position);
      return file.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void flip(Path path, long position) {
    int before = byteAt(path, position);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(position);
      file.write(before ^ 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
