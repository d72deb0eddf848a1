package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A disk without room, made of a small file system in memory.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FullDiskTest {
  private static final String SIZE = "512m";
  private static final int VALUE_BYTES = 1 << 20;
  private static final int MOST_WRITES = 500;
  private static final Duration TIME_TO_RESUME = Duration.ofSeconds(30);

  @TempDir private Path temporary = Path.of("");
  private Path disk;
  private Playground cluster;

  @BeforeEach
  void up() throws IOException {
    disk = Files.createDirectory(temporary.resolve("disk"));
    var mounted =
        Distribution.runTool(
            "mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", disk.toString());
    assumeThat(mounted.exitCode())
        .as("skipped: a small file system cannot be mounted here: %s", mounted.err().strip())
        .isZero();
    cluster = Playground.up(disk);
  }

  @AfterEach
  void down() {
    if (cluster != null) {
      cluster.close();
    }
    Distribution.runTool("umount", "-l", disk.toString());
  }

  @Test
  void aFullDiskRefusesWritesServesReadsAndResumesWhenThereIsRoom() throws IOException {
    String leader = cluster.awaitWhole();
    Path ballast = disk.resolve("ballast");
    String value = "v".repeat(VALUE_BYTES);
    try (RespClient client = cluster.connect(leader)) {
      assertThat(client.call("SET", "small", "v")).isEqualTo("OK");
      fill(ballast);
      int acknowledged = 0;
      String refusal = "";
      while (refusal.isEmpty() && acknowledged < MOST_WRITES) {
        Object reply = client.call("SET", "big:" + acknowledged, value);
        if ("OK".equals(reply)) {
          acknowledged++;
        } else {
          refusal = String.valueOf(reply);
        }
      }
      assertThat(refusal).as("after %d writes", acknowledged).startsWith("-MISCONF ");
      assertThat(client.call("GET", "small")).isEqualTo("v");
      Files.delete(ballast);
      await()
          .atMost(TIME_TO_RESUME)
          .until(() -> "OK".equals(client.call("SET", "after", "room again")));
      for (int i = 0; i < acknowledged; i++) {
        assertThat(client.call("STRLEN", "big:" + i)).isEqualTo((long) VALUE_BYTES);
      }
    }
    cluster.awaitWhole();
    var verified = cluster.verify();
    assertThat(verified.exitCode()).as(verified.out()).isZero();
  }

  private static void fill(Path ballast) throws IOException {
    byte[] block = new byte[64 << 10];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(Files.size(ballast)).isPositive();
    }
  }
}
