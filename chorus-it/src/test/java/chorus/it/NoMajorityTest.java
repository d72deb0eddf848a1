package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Two of three nodes down.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NoMajorityTest {
  private static final Duration LEADER_WAIT = Duration.ofSeconds(4);
  private static final Duration TOO_EARLY = Duration.ofMillis(3500);
  private static final Duration TOO_LATE = Duration.ofSeconds(7);
  private static final Duration TIME_TO_STEP_DOWN = Duration.ofSeconds(20);

  @RegisterExtension private final Playground cluster = Playground.registered();

  @Test
  void withoutAMajorityNothingIsAppendedAndTheAnswerSaysSo() {
    String last = cluster.awaitWhole();
    List<String> gone = Playground.others(last);
    try (RespClient client = cluster.connect(last)) {
      assertThat(client.call("SET", "k", "v")).isEqualTo("OK");
      cluster.kill(gone.toArray(String[]::new));
      await().atMost(TIME_TO_STEP_DOWN).until(() -> !leads(last));
      long before = cluster.member(last, last).path("lastLsn").asLong();
      long asked = System.nanoTime();
      assertThat(String.valueOf(client.call("SET", "k", "lost"))).startsWith("-NOQUORUM ");
      assertThat(Duration.ofNanos(System.nanoTime() - asked))
          .as("the wait for a leader, which is %s", LEADER_WAIT)
          .isBetween(TOO_EARLY, TOO_LATE);
      assertThat(String.valueOf(client.call("GET", "k"))).startsWith("-NOQUORUM ");
      assertThat(cluster.member(last, last).path("lastLsn").asLong()).isEqualTo(before);
      assertThat(client.call("CHORUS", "READ", "eventual")).isEqualTo("OK");
      assertThat(client.call("GET", "k")).isEqualTo("v");
    }
    cluster.start(gone.toArray(String[]::new));
    cluster.awaitWhole();
    try (RespClient client = cluster.connect(last)) {
      assertThat(client.call("GET", "k")).isEqualTo("v");
    }
  }

  private boolean leads(String node) {
    return cluster.member(node, node).path("state").asString().equals("leading");
  }
}
