package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Replicas join and leave while clients write, on real processes.
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ReplicasTest {
  private static final Duration MORE_THAN_ENOUGH = Duration.ofSeconds(60);
  private static final int SOME = 100;

  @RegisterExtension private static final Playground cluster = Playground.registered(5);

  @Test
  @Order(1)
  void aDatabaseShrinksToThreeNodesAndGrowsToFiveWithoutLosingOrRefusingAWrite() {
    cluster.awaitLeader(cluster.all());
    leadOn("n1");
    try (AckedWrites writes = AckedWrites.start(cluster, "replicas")) {
      awaitMore(writes);
      run("db", "move", "main", "--remove", "n4", "--remove", "n5");
      await()
          .atMost(MORE_THAN_ENOUGH)
          .until(() -> roles().keySet().equals(names("n1", "n2", "n3")));
      for (String left : List.of("n4", "n5")) {
        await().atMost(MORE_THAN_ENOUGH).until(() -> Files.notExists(cluster.shardOf(left)));
      }
      awaitMore(writes);
      run("db", "alter", "main", "--replicas", "5");
      awaitFollowers("n2", "n3", "n4", "n5");
      awaitMore(writes);
      writes.stop();
      assertThat(writes.refused()).isEmpty();
      try (RespClient client = cluster.connect("n4")) {
        writes.assertAllReadable(client);
      }
    }
    assertThat(cluster.verify().exitCode()).isZero();
  }

  @Test
  @Order(2)
  void whoJoinedCountsWhenOthersDie() {
    try (AckedWrites writes = AckedWrites.start(cluster, "joined")) {
      awaitMore(writes);
      cluster.kill("n2", "n3");
      awaitMore(writes);
      cluster.start("n2", "n3");
      awaitFollowers("n2", "n3", "n4", "n5");
      writes.stop();
      try (RespClient client = cluster.connect("n5")) {
        writes.assertAllReadable(client);
      }
    }
    assertThat(cluster.verify().exitCode()).isZero();
  }

  @Test
  @Order(3)
  void aDeadNodeIsReplacedAndComesBackWithNothing() {
    run("db", "move", "main", "--remove", "n5");
    await().atMost(MORE_THAN_ENOUGH).until(() -> !roles().containsKey("n5"));
    cluster.kill("n3");
    run("db", "move", "main", "--add", "n5", "--remove", "n3");
    await().atMost(MORE_THAN_ENOUGH).until(() -> !roles().containsKey("n3"));
    awaitFollowers("n2", "n4", "n5");
    assertThat(Files.exists(cluster.shardOf("n3"))).isTrue();
    cluster.start("n3");
    await().atMost(MORE_THAN_ENOUGH).until(() -> Files.notExists(cluster.shardOf("n3")));
    try (RespClient client = cluster.connect("n3")) {
      assertThat(client.call("SET", "k", "through a node without a copy")).isEqualTo("OK");
    }
    assertThat(cluster.verify().exitCode()).isZero();
  }

  @Test
  @Order(4)
  void theLeaderIsNotRemoved() {
    Distribution.Result refused = cluster.runAt("n2", "db", "move", "main", "--remove", "n1");
    assertThat(refused.exitCode()).isEqualTo(5);
    assertThat(refused.err()).contains("REFUSED n1 leads main");
    leadOn("n2");
    run("db", "move", "main", "--remove", "n1");
    await().atMost(MORE_THAN_ENOUGH).until(() -> roles().keySet().equals(names("n2", "n4", "n5")));
  }

  private static void leadOn(String node) {
    await()
        .atMost(MORE_THAN_ENOUGH)
        .ignoreExceptions()
        .until(() -> {
          if (!cluster.leader(node).equals(node)) {
            cluster.runAt(node, "leader", "move", "main", "--to", node);
          }
          return cluster.leader(node).equals(node);
        });
  }

  private static void run(String... words) {
    Distribution.Result done = cluster.runAt("n1", words);
    assertThat(done.exitCode()).as(done.out() + done.err()).isZero();
  }

  private static void awaitMore(AckedWrites writes) {
    int before = writes.count();
    await().atMost(MORE_THAN_ENOUGH).until(() -> writes.count() > before + SOME);
  }

  /// Until all of these follow, and lack nothing to speak of.
  private static void awaitFollowers(String... nodes) {
    await()
        .atMost(MORE_THAN_ENOUGH)
        .ignoreExceptions()
        .until(() ->
            names(nodes).stream()
                .allMatch(node ->
                    "follower".equals(roles().get(node))
                        && cluster
                            .member("n1", node)
                            .path("state")
                            .asString()
                            .equals("streaming")));
  }

  private static Set<String> names(String... nodes) {
    return new TreeSet<>(List.of(nodes));
  }

  /// The role of each node in `main`.
  private static Map<String, String> roles() {
    Map<String, String> roles = new TreeMap<>();
    for (JsonNode row : cluster.status("n1").path("databases").path(0).path("nodes")) {
      roles.put(row.path("node").asString(), row.path("role").asString());
    }
    return roles;
  }
}
