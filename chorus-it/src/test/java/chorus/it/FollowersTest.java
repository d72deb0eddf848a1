package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chorus.it.RespClient.Failure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What nodes that do not lead answer by `--on-follower`, and how clients are held back and
/// unblocked, through three real nodes.
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FollowersTest {
  private static final Failure READONLY =
      new Failure("READONLY You can't write against a read only replica.");

  @RegisterExtension private static final Playground cluster = Playground.registered();

  private static void db(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--at";
    all[words.length + 1] = cluster.address("n1");
    assertThat(Distribution.run(all).answer()).contains(words[2]);
  }

  private static RespClient at(String node, String index) {
    RespClient client = cluster.connect(node);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Objects.equals(client.call("SELECT", index), "OK"));
    return client;
  }

  @Test
  void theSettingOfADatabaseHoldsAtEveryFollowerAndIsChangedLive() {
    db("db", "create", "strict", "--index", "50", "--on-follower", "readonly");
    String leader =
        await().atMost(Duration.ofSeconds(20)).until(this::whoTakesAWrite, Objects::nonNull);
    List<String> followers =
        Playground.nodes().stream().filter(each -> !each.equals(leader)).toList();
    for (String follower : followers) {
      try (RespClient client = at(follower, "50")) {
        becomes(client, READONLY, "SET", "k", "w");
        becomes(client, "v", "GET", "k");
        assertThat(client.call("BLPOP", "q", "0")).isEqualTo(READONLY);
        assertThat(client.call("MULTI")).isEqualTo("OK");
        assertThat(client.call("SET", "k", "w")).isEqualTo(READONLY);
        assertThat(String.valueOf(client.call("EXEC"))).startsWith("-EXECABORT");
      }
    }
    db("db", "alter", "strict", "--on-follower", "moved");
    Failure moved = new Failure("MOVED 7629 " + cluster.address(leader));
    for (String follower : followers) {
      try (RespClient client = at(follower, "50")) {
        becomes(client, moved, "SET", "k", "w");
        assertThat(client.call("GET", "k")).isEqualTo(moved);
        assertThat(client.call("DBSIZE")).isEqualTo(1L);
        assertThat(client.call("READONLY")).isEqualTo("OK");
        assertThat(client.call("GET", "k")).isEqualTo("v");
        assertThat(client.call("CLIENT", "CAPA", "redirect")).isEqualTo("OK");
        assertThat(client.call("SET", "k", "w"))
            .isEqualTo(new Failure("REDIRECT " + cluster.address(leader)));
      }
    }
    db("db", "alter", "strict", "--on-follower", "forward");
    try (RespClient client = at(followers.getFirst(), "50")) {
      becomes(client, "OK", "SET", "k", "w");
      assertThat(client.call("GET", "k")).isEqualTo("w");
    }
  }

  /// The node at which a write is done; null if it is done at none.
  private @Nullable String whoTakesAWrite() {
    for (String node : Playground.nodes()) {
      try (RespClient client = at(node, "50")) {
        if (Objects.equals(client.call("SET", "k", "v"), "OK")) {
          return node;
        }
      }
    }
    return null;
  }

  /// A node hears of a setting a moment after it was agreed.
  private static void becomes(RespClient client, @Nullable Object answer, String... command) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Objects.equals(client.call(command), answer));
  }

  @Test
  void whoWaitsThroughAnyNodeIsUnblockedOrServed() {
    for (String node : Playground.nodes()) {
      try (RespClient waiter = cluster.connect(node);
          RespClient other = cluster.connect(node)) {
        String id = String.valueOf(waiter.call("CLIENT", "ID"));
        waiter.send("BLPOP", "unblocked", "0");
        await().atMost(Duration.ofSeconds(20)).until(() -> line(other, id).contains("flags=b "));
        assertThat(other.call("CLIENT", "UNBLOCK", id, "ERROR")).isEqualTo(1L);
        assertThat(waiter.read())
            .isEqualTo(new Failure("UNBLOCKED client unblocked via CLIENT UNBLOCK"));
        assertThat(other.call("CLIENT", "UNBLOCK", id)).isEqualTo(0L);
        assertThat(other.call("RPUSH", "unblocked", "a")).isEqualTo(1L);
        assertThat(waiter.call("BLPOP", "unblocked", "0")).isEqualTo(List.of("unblocked", "a"));
      }
    }
  }

  @Test
  void aPauseIsThatOfOneNodeAndRepliesCanBeLeftOut() {
    try (RespClient paused = cluster.connect("n2");
        RespClient pauser = cluster.connect("n2");
        RespClient elsewhere = cluster.connect("n3")) {
      assertThat(pauser.call("CLIENT", "PAUSE", "100000", "WRITE")).isEqualTo("OK");
      paused.send("INCR", "paused");
      assertThat(elsewhere.call("INCR", "paused")).isEqualTo(1L);
      assertThat(pauser.call("GET", "paused")).isEqualTo("1");
      assertThat(pauser.call("CLIENT", "UNPAUSE")).isEqualTo("OK");
      assertThat(paused.read()).isEqualTo(2L);
      paused.send("CLIENT", "REPLY", "OFF");
      for (int i = 0; i < 5000; i++) {
        paused.send("INCR", "paused");
      }
      assertThat(paused.call("CLIENT", "REPLY", "ON")).isEqualTo("OK");
      assertThat(paused.call("GET", "paused")).isEqualTo("5002");
    }
  }

  private static String line(RespClient client, String id) {
    return String.valueOf(client.call("CLIENT", "LIST", "ID", id));
  }
}
