package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A database whose leader nobody replaces until somebody says so, and the history that tells of
/// it.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ManualFailoverTest {
  private static final Duration MORE_THAN_ENOUGH = Duration.ofSeconds(30);

  @RegisterExtension private final Playground cluster = Playground.registered();

  @Test
  void aDeadLeaderIsReplacedWhenSomebodySaysSo() {
    String leader = cluster.awaitWhole();
    List<String> others = Playground.others(leader);
    String witness = others.getFirst();
    assertThat(chorus(witness, "db", "alter", "main", "--failover", "manual").exitCode()).isZero();
    assertThat(chorus(witness, "leader", "failover", "main").exitCode())
        .as("while somebody leads")
        .isEqualTo(5);
    try (RespClient client = cluster.connect(witness)) {
      assertThat(client.call("SET", "k", "v")).isEqualTo("OK");
      cluster.kill(leader);
      await()
          .atMost(MORE_THAN_ENOUGH)
          .until(() -> String.valueOf(client.call("SET", "k", "w")).startsWith("-NOQUORUM "));
      assertThat(String.valueOf(client.call("GET", "k"))).contains("LEADER FAILOVER main");
      var failedOver = chorus(witness, "leader", "failover", "main");
      assertThat(failedOver.exitCode()).as(failedOver.err()).isZero();
      assertThat(client.call("GET", "k")).isEqualTo("v");
      assertThat(client.call("SET", "k", "w")).isEqualTo("OK");
    }
    await()
        .atMost(MORE_THAN_ENOUGH)
        .untilAsserted(() -> {
          JsonNode last = history(witness).path(0);
          assertThat(last.path("cause").asString()).isEqualTo("asked");
          assertThat(last.path("before").asString()).isEqualTo(leader);
          assertThat(others).contains(last.path("leader").asString());
          assertThat(last.path("candidates").size()).isEqualTo(2);
          assertThat(last.path("beginMillis").isNumber()).isTrue();
          assertThat(last.path("clients").path(0).path("refused").asLong()).isPositive();
        });
    String next = cluster.awaitLeader(others);
    String left = others.stream().filter(each -> !each.equals(next)).findFirst().orElseThrow();
    cluster.kill(next);
    var refused = chorus(left, "leader", "failover", "main", "--force");
    assertThat(refused.exitCode()).as("with one node of three").isEqualTo(5);
    cluster.start(leader, next);
    cluster.awaitWhole();
    assertThat(history(leader)).isEqualTo(history(left));
    assertThat(cluster.leader(left)).as("who leads after its return").isEqualTo(next);
  }

  private Distribution.Result chorus(String asked, String... words) {
    return Distribution.run(
        Stream.concat(Arrays.stream(words), Stream.of("--at", cluster.address(asked)))
            .toArray(String[]::new));
  }

  private JsonNode history(String node) {
    var told = chorus(node, "leader", "history", "main", "-o", "json");
    return new ObjectMapper().readTree(told.out()).path("changes");
  }
}
