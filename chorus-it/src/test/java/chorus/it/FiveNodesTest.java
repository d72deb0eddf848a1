package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Five nodes do without any two of them, and not without three.
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FiveNodesTest {
  private static final Duration MORE_THAN_ENOUGH = Duration.ofSeconds(60);

  @RegisterExtension private final Playground cluster = Playground.registered(5);

  @Test
  void withTwoOfFiveDownWritesGoOnAndWithThreeDownTheyAnswerNoQuorum() {
    String leader = cluster.awaitLeader(cluster.all());
    String survivor = leader.equals("n1") ? "n2" : "n1";
    List<String> others =
        cluster.all().stream()
            .filter(each -> !each.equals(leader) && !each.equals(survivor))
            .toList();
    try (RespClient client = cluster.connect(survivor)) {
      assertThat(client.call("SET", "k", "five")).isEqualTo("OK");
      cluster.kill(leader, others.get(0));
      writes(client, "three");
      cluster.kill(others.get(1));
      await()
          .atMost(MORE_THAN_ENOUGH)
          .until(() -> String.valueOf(client.call("SET", "k", "two")).startsWith("-NOQUORUM "));
      cluster.start(others.get(1));
      writes(client, "three again");
      assertThat(client.call("GET", "k")).isEqualTo("three again");
    }
    cluster.start(leader, others.get(0));
    assertThat(cluster.verify().exitCode()).isZero();
  }

  private static void writes(RespClient client, String value) {
    await().atMost(MORE_THAN_ENOUGH).until(() -> "OK".equals(client.call("SET", "k", value)));
  }
}
