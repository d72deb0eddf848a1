package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// In `feed` a leader that is cut off acknowledges what the next one never has. It is found, shown
/// and applied again; numbers of a sequence are not given twice meanwhile.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DivergedTest {
  private static final Duration MORE_THAN_ENOUGH = Duration.ofSeconds(30);
  private static final String FEED = "1";

  @RegisterExtension private static final Playground cluster = Playground.registered();

  @Test
  @Order(1)
  void whatOnlyTheOldLeaderHadIsSavedAndAppliedAgain() {
    String old = awaitLeader();
    List<String> others = Playground.others(old);
    long number;
    try (RespClient client = at(old)) {
      assertThat(client.call("SET", "balance", "100")).isEqualTo("OK");
      assertThat(client.call("SET", "mine", "0")).isEqualTo("OK");
      number = draw(client);
      await().atMost(MORE_THAN_ENOUGH).until(() -> "100".equals(seen(others.get(0), "balance")));
      await().atMost(MORE_THAN_ENOUGH).until(() -> "100".equals(seen(others.get(1), "balance")));
      others.forEach(other -> cluster.command("cut", old, other));
      assertThat(client.call("SET", "balance", "150")).isEqualTo("OK");
      assertThat(client.call("SET", "mine", "1")).isEqualTo("OK");
      assertThat(client.call("SET", "only-here", "x")).isEqualTo("OK");
    }
    String next = awaitOtherLeader(others, old);
    try (RespClient client = at(next)) {
      assertThat(client.call("GET", "balance")).isEqualTo("100");
      assertThat(client.call("SET", "balance", "70")).isEqualTo("OK");
      assertThat(draw(client)).isGreaterThan(number);
    }
    cluster.command("heal");
    await().atMost(MORE_THAN_ENOUGH).until(() -> feed(next).path("diverged").asLong() == 3);
    assertThat(cluster.runAt(next, "verify", "feed").exitCode()).isZero();

    String listed = cluster.runAt(next, "diverged", "list", "feed").out();
    assertThat(listed).contains(old + ":").contains("balance", "mine", "only-here");

    var applied = cluster.runAt(next, "diverged", "apply", "feed", "ALL");
    assertThat(applied.out() + applied.err()).contains("conflicts: \"balance\"");
    try (RespClient client = at(next)) {
      assertThat(client.call("GET", "only-here")).isEqualTo("x");
      assertThat(client.call("GET", "mine")).isEqualTo("1");
      assertThat(client.call("GET", "balance")).isEqualTo("70");
    }
    await().atMost(MORE_THAN_ENOUGH).until(() -> feed(next).path("diverged").asLong() == 1);
  }

  @Test
  @Order(2)
  void whatIsSavedOutlivesTheProcessAndIsDiscardedOnRequest() {
    String holder =
        StreamSupport.stream(feed("n1").path("nodes").spliterator(), false)
            .filter(node -> node.path("diverged").asLong() == 1)
            .map(node -> node.path("node").asString())
            .findFirst()
            .orElseThrow();
    cluster.kill(holder);
    cluster.start(holder);
    cluster.awaitWhole();
    await().atMost(MORE_THAN_ENOUGH).until(() -> feed(holder).path("diverged").asLong() == 1);
    var discarded = cluster.runAt("n1", "diverged", "discard", "feed", "ALL", "--yes");
    assertThat(discarded.exitCode()).as(discarded.out() + discarded.err()).isZero();
    await().atMost(MORE_THAN_ENOUGH).until(() -> feed(holder).path("diverged").asLong() == 0);
  }

  private static RespClient at(String node) {
    RespClient client = cluster.connect(node);
    assertThat(client.call("SELECT", FEED)).isEqualTo("OK");
    return client;
  }

  private static long draw(RespClient client) {
    return Long.parseLong(String.valueOf(client.call("CHORUS", "SEQ", "NEXT", "order-id")));
  }

  /// What `node` itself has applied.
  private static String seen(String node, String key) {
    try (RespClient client = at(node)) {
      assertThat(client.call("READONLY")).isEqualTo("OK");
      return String.valueOf(client.call("GET", key));
    }
  }

  private static String awaitLeader() {
    cluster.awaitWhole();
    await().atMost(MORE_THAN_ENOUGH).until(() -> !feed("n1").path("leader").isNull());
    return feed("n1").path("leader").asString();
  }

  private static String awaitOtherLeader(List<String> asked, String old) {
    await()
        .atMost(MORE_THAN_ENOUGH)
        .until(() -> {
          JsonNode leader = feed(asked.getFirst()).path("leader");
          return !leader.isNull() && !leader.asString().equals(old);
        });
    return feed(asked.getFirst()).path("leader").asString();
  }

  private static JsonNode feed(String node) {
    return StreamSupport.stream(cluster.status(node).path("databases").spliterator(), false)
        .filter(each -> each.path("name").asString().equals("feed"))
        .findFirst()
        .orElseThrow();
  }
}
