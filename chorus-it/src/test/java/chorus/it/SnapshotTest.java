package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A follower that was away for longer than any log is kept, and comes back with the other engine:
/// what travels is the same rows for every engine.
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SnapshotTest {
  private static final long MIB = 1 << 20;
  private static final long CAP = 32 * MIB;

  /// What is reserved ahead, and what was written since the log was looked at last.
  private static final long SLACK = 48 * MIB;

  private static final int VALUE_BYTES = 100_000;
  private static final int AT_ONCE = 50;
  private static final int MISSED = 1_000;
  private static final Duration MORE_THAN_ENOUGH = Duration.ofSeconds(60);
  private static final Pattern INSTALLED = Pattern.compile("SnapshotInstalled\\[.*d0\\.0");

  private static final String LIMITS =
      """
      limits:
        log-keep: 0MiB
        log-keep-time: 0ms
        log-cap: 32MiB
      """;

  @RegisterExtension private final Playground cluster = Playground.registered();

  @Test
  void theDiskStaysUnderTheCapAndTheFollowerTakesOneSnapshot() {
    cluster.awaitWhole();
    keepLittle();
    String leader = cluster.awaitWhole();
    String follower = Playground.others(leader).getLast();
    write(leader, "before", AT_ONCE);
    cluster.awaitWhole();
    cluster.kill(follower);
    write(leader, "missed", MISSED);
    await().atMost(MORE_THAN_ENOUGH).until(() -> logBytes(leader) <= CAP + SLACK);
    await()
        .atMost(MORE_THAN_ENOUGH)
        .until(() -> cluster.runAt(leader, "status").answer().contains("will need a snapshot"));

    configure(follower, "engine: memory\n");
    cluster.start(follower);
    cluster.awaitWhole();
    assertThat(installed(follower)).isOne();
    assertThat(cluster.shardOf(follower).resolve("rows").resolve("CURRENT")).doesNotExist();
    write(leader, "after", AT_ONCE);
    cluster.awaitWhole();
    assertThat(installed(follower)).as("it never loops").isOne();
    assertThat(cluster.verify().exitCode()).isZero();
    try (RespClient client = cluster.connect(follower)) {
      client.call("READONLY");
      assertThat(client.call("DBSIZE")).isEqualTo((long) MISSED + 2 * AT_ONCE);
    }
  }

  private void keepLittle() {
    String[] all = Playground.nodes().toArray(String[]::new);
    cluster
        .command(Stream.concat(Stream.of("stop"), Stream.of(all)).toArray(String[]::new))
        .answer();
    for (String node : all) {
      configure(node, LIMITS);
    }
    cluster.start(all);
  }

  private void configure(String node, String more) {
    try {
      Files.writeString(
          cluster.directory().resolve(node).resolve("chorus.yaml"),
          more,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String node, String prefix, int count) {
    try (RespClient client = cluster.connect(node)) {
      client.setMany(prefix, count, AT_ONCE, "v".repeat(VALUE_BYTES));
    }
  }

  private long installed(String node) {
    return INSTALLED.matcher(cluster.log(node)).results().count();
  }

  private long logBytes(String node) {
    Path log = cluster.shardOf(node).resolve("log");
    try (Stream<Path> files = Files.list(log)) {
      return files.mapToLong(SnapshotTest::size).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file may be trimmed away meanwhile.
  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0;
    }
  }
}
