package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A follower that was away.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MissedWritesTest {
  private static final int BEFORE = 40_000;
  private static final int MISSED = 20_000;
  private static final int AT_ONCE = 1_000;
  private static final int VALUE_BYTES = 100;

  /// A record's framing, its key, and the messages of an idle second or two, for each write.
  private static final int MOST_BYTES_EACH = VALUE_BYTES + 150;

  private static final Duration TIME_TO_TELL = Duration.ofSeconds(5);

  @RegisterExtension private final Playground cluster = Playground.registered();

  @Test
  void aFollowerThatComesBackFetchesOnlyWhatItMissed() {
    String leader = cluster.awaitWhole();
    String follower = Playground.others(leader).getLast();
    write(leader, "before", BEFORE);
    cluster.awaitWhole();
    cluster.kill(follower);
    long before = lastLsn(leader);
    write(leader, "missed", MISSED);
    long after = before + MISSED;
    await().atMost(TIME_TO_TELL).until(() -> lastLsn(leader) >= after);

    var start = cluster.command("start", follower, "--wait", "-o", "json");
    JsonNode main = new JsonMapper().readTree(start.answer()).path(0);
    assertThat(main.path("node").asString()).isEqualTo(follower);
    assertThat(main.path("behindLsn").asLong()).isGreaterThanOrEqualTo(MISSED);
    assertThat(main.path("toLsn").asLong()).isGreaterThanOrEqualTo(after);
    assertThat(main.path("fetchedLsn").asLong())
        .as("fetched of %s", start.out())
        .isBetween((long) MISSED, main.path("toLsn").asLong() - before + AT_ONCE);
    assertThat(start.err()).contains("behind");
    assertThat(receivedBytes(follower)).isLessThan((long) MISSED * MOST_BYTES_EACH);

    try (RespClient client = cluster.connect(follower)) {
      client.call("READONLY");
      assertThat(client.call("DBSIZE")).isEqualTo((long) BEFORE + MISSED);
    }
    var verified = cluster.verify();
    assertThat(verified.exitCode()).as(verified.out()).isZero();
  }

  private void write(String node, String prefix, int count) {
    try (RespClient client = cluster.connect(node)) {
      client.setMany(prefix, count, AT_ONCE, "v".repeat(VALUE_BYTES));
    }
  }

  private long lastLsn(String leader) {
    return cluster.member(leader, leader).path("lastLsn").asLong();
  }

  /// What `node` received from its peers since it started.
  private long receivedBytes(String node) {
    try (RespClient client = cluster.connect(node)) {
      Matcher field =
          Pattern.compile("total_net_repl_input_bytes:(\\d+)")
              .matcher(String.valueOf(client.call("INFO")));
      assertThat(field.find()).isTrue();
      return Long.parseLong(field.group(1));
    }
  }
}
