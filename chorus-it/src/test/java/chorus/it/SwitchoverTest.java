package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Leaders that are moved while clients write at every node.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SwitchoverTest {
  private static final int MOVES = 6;
  private static final Duration MORE_THAN_ENOUGH = Duration.ofSeconds(30);

  @RegisterExtension private static final Playground cluster = Playground.registered();

  @Test
  void noClientMeetsAnErrorAndNothingIsLost() {
    cluster.awaitWhole();
    try (AckedWrites writes = AckedWrites.start(cluster, "moved")) {
      for (int move = 0; move < MOVES; move++) {
        int before = writes.count();
        await().atMost(MORE_THAN_ENOUGH).until(() -> writes.count() >= before + 100);
        String successor = Playground.nodes().get((move + 1) % Playground.NODES);
        move(successor, any(move));
        assertThat(cluster.leader(successor)).isEqualTo(successor);
      }
      writes.stop();
      assertThat(writes.refused()).isEmpty();
      cluster.awaitWhole();
      for (String node : Playground.nodes()) {
        try (RespClient client = cluster.connect(node)) {
          writes.assertAllReadable(client);
        }
      }
    }
    var verified = cluster.verify();
    assertThat(verified.exitCode()).as(verified.out()).isZero();
  }

  @Test
  void failoverMovesTheLeaderAsInRedis() {
    String leader = cluster.awaitWhole();
    String successor = Playground.others(leader).getLast();
    String port = Integer.toString(cluster.port(successor));
    try (RespClient client = cluster.connect(leader)) {
      assertThat(client.call("FAILOVER", "TO", "127.0.0.1", port, "TIMEOUT", "10000"))
          .isEqualTo("OK");
      await().atMost(MORE_THAN_ENOUGH).until(() -> cluster.leader(successor).equals(successor));
      assertThat(client.call("SET", "k", "v")).isEqualTo("OK");
      await()
          .atMost(MORE_THAN_ENOUGH)
          .until(() ->
              String.valueOf(client.call("INFO", "replication"))
                  .contains("master_failover_state:no-failover"));
      assertThat(client.call("FAILOVER", "ABORT")).hasToString("-ERR No failover in progress.");
    }
  }

  @Test
  void aClientThatFollowsTheLeaderIsToldWhereItWent() {
    String leader = cluster.awaitWhole();
    String successor = Playground.others(leader).getFirst();
    String other = Playground.others(leader).getLast();
    try (RespClient away = cluster.connect(other)) {
      assertThat(away.call("CLIENT", "CAPA", "redirect")).isEqualTo("OK");
      try (RespClient there = follow(away, leader)) {
        assertThat(there.call("SET", "k", "v")).isEqualTo("OK");
        move(successor, cluster.address(other));
        try (RespClient next = follow(there, successor)) {
          assertThat(next.call("GET", "k")).isEqualTo("v");
          assertThat(String.valueOf(next.call("CLIENT", "INFO"))).contains(" capa=r ");
        }
      }
      assertThat(away.call("RESET")).isEqualTo("RESET");
      assertThat(away.call("GET", "k")).isEqualTo("v");
    }
  }

  /// Is told to go to `expected`, and goes there.
  private RespClient follow(RespClient client, String expected) {
    String answer = String.valueOf(client.call("SET", "k", "redirected"));
    assertThat(answer).isEqualTo("-REDIRECT " + cluster.address(expected));
    int port = Integer.parseInt(answer.substring(answer.lastIndexOf(':') + 1));
    RespClient there = RespClient.connect(port);
    assertThat(there.call("CLIENT", "CAPA", "redirect")).isEqualTo("OK");
    return there;
  }

  @Test
  void aMoveThatWouldStallIsRefusedAndNamesWhoCouldLead() {
    String leader = cluster.awaitWhole();
    List<String> others = Playground.others(leader);
    cluster.kill(others.getFirst());
    await()
        .atMost(MORE_THAN_ENOUGH)
        .until(() ->
            cluster
                .member(leader, others.getFirst())
                .path("state")
                .asString()
                .equals("unreachable"));
    var refused =
        Distribution.run(
            "leader", "move", "main", "--to", others.getFirst(), "--at", cluster.address(leader));
    assertThat(refused.exitCode()).isEqualTo(5);
    assertThat(refused.err())
        .contains("is not heard from")
        .contains("could take over: " + others.getLast());
    assertThat(cluster.leader(leader)).isEqualTo(leader);
    cluster.start(others.getFirst());
  }

  /// On a machine that is too busy for a short hold, a refusal is as good an answer, and the next
  /// try another chance.
  private void move(String successor, String address) {
    await()
        .atMost(MORE_THAN_ENOUGH)
        .until(() -> {
          var moved =
              Distribution.run("leader", "move", "main", "--to", successor, "--at", address);
          assertThat(moved.exitCode()).as(moved.err()).isIn(0, 5);
          return moved.exitCode() == 0 || cluster.leader(successor).equals(successor);
        });
  }

  private String any(int move) {
    return cluster.address(Playground.nodes().get(move % Playground.NODES));
  }
}
