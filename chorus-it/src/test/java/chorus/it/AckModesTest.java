package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
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

/// When writes count, on real processes: changed while clients write, and with followers killed.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class AckModesTest {
  private static final Duration MORE_THAN_ENOUGH = Duration.ofSeconds(30);

  @RegisterExtension private static final Playground cluster = Playground.registered();

  @Test
  @Order(1)
  void theModeChangesWhileClientsWriteAndNoWriteIsLostOrRefused() {
    String leader = cluster.awaitWhole();
    try (AckedWrites writes = AckedWrites.start(cluster, "modes")) {
      for (String mode : List.of("all", "chain", "semi-sync", "chain", "majority")) {
        int before = writes.count();
        Distribution.Result altered = cluster.runAt(leader, "db", "alter", "main", "--ack", mode);
        assertThat(altered.exitCode()).as(altered.out() + altered.err()).isZero();
        assertThat(database(leader, "main").path("ack").asString()).isEqualTo(mode);
        await().atMost(MORE_THAN_ENOUGH).until(() -> writes.count() > before + 100);
      }
      writes.stop();
      assertThat(writes.refused()).isEmpty();
      try (RespClient client = cluster.connect(leader)) {
        writes.assertAllReadable(client);
      }
    }
  }

  @Test
  @Order(2)
  void whenTheSynchronousFollowerDiesAnotherTakesItsPlace() {
    create("audit", "5", "--ack", "semi-sync");
    String leader = awaitLeader("audit");
    List<String> pair = synchronous(leader, "audit");
    assertThat(pair).hasSize(2).contains(leader);
    String partner = pair.stream().filter(node -> !node.equals(leader)).findFirst().orElseThrow();
    try (RespClient client = at("5", leader)) {
      assertThat(client.call("SET", "k", "before")).isEqualTo("OK");
      cluster.kill(partner);
      assertThat(client.call("SET", "k", "after")).isEqualTo("OK");
      assertThat(synchronous(leader, "audit")).hasSize(2).contains(leader).doesNotContain(partner);
    }
    assertThat(cluster.log(leader)).contains("AckInForce");
    cluster.start(partner);
    cluster.awaitWhole();
  }

  @Test
  @Order(3)
  void withAFollowerDownAllRefusesWritesUntilItIsBack() {
    create("ledger", "6", "--ack", "all");
    String leader = awaitLeader("ledger");
    String gone = Playground.others(leader).getFirst();
    try (RespClient client = at("6", leader)) {
      assertThat(client.call("SET", "k", "v")).isEqualTo("OK");
      cluster.kill(gone);
      await()
          .atMost(MORE_THAN_ENOUGH)
          .until(() -> !database(leader, "ledger").path("degraded").isNull());
      assertThat(String.valueOf(client.call("SET", "k", "w"))).startsWith("-NOREPLICAS ");
      assertThat(client.call("GET", "k")).isEqualTo("v");
      cluster.start(gone);
      await().atMost(MORE_THAN_ENOUGH).until(() -> "OK".equals(client.call("SET", "k", "w")));
    }
    cluster.awaitWhole();
  }

  @Test
  @Order(4)
  void withOneFollowerAndAWitnessWritesWaitForTheFollowerIfTheDatabaseSaysSo() {
    create("pair", "7", "--replicas", "2", "--on-degrade", "wait");
    String leader = awaitLeader("pair");
    String follower =
        StreamSupport.stream(database(leader, "pair").path("nodes").spliterator(), false)
            .filter(node -> node.path("role").asString().equals("follower"))
            .map(node -> node.path("node").asString())
            .findFirst()
            .orElseThrow();
    try (RespClient client = at("7", leader)) {
      assertThat(client.call("SET", "k", "v")).isEqualTo("OK");
      cluster.kill(follower);
      await()
          .atMost(MORE_THAN_ENOUGH)
          .until(() -> !database(leader, "pair").path("degraded").isNull());
      client.send("SET", "k", "w");
      cluster.start(follower);
      assertThat(client.read(1)).containsExactly("OK");
      assertThat(client.call("GET", "k")).isEqualTo("w");
    }
    cluster.awaitWhole();
  }

  @Test
  @Order(5)
  void aChainWithoutAnyOneRefusesWritesFeedsTheOtherAndGoesOnOnceThatIsBack() {
    create("line", "8", "--ack", "chain");
    String leader = awaitLeader("line");
    try (RespClient client = at("8", leader)) {
      assertThat(client.call("SET", "k", "v")).isEqualTo("OK");
      for (String gone : Playground.others(leader)) {
        cluster.kill(gone);
        await()
            .atMost(MORE_THAN_ENOUGH)
            .until(() -> !database(leader, "line").path("degraded").isNull());
        assertThat(String.valueOf(client.call("SET", "k", "w"))).startsWith("-NOREPLICAS ");
        assertThat(client.call("GET", "k")).isEqualTo("v");
        String other =
            Playground.others(leader).stream()
                .filter(each -> !each.equals(gone))
                .findFirst()
                .orElseThrow();
        await()
            .atMost(MORE_THAN_ENOUGH)
            .until(() -> lastRecord(leader, "line", other) == lastRecord(leader, "line", leader));
        cluster.start(gone);
        await().atMost(MORE_THAN_ENOUGH).until(() -> "OK".equals(client.call("SET", "k", "v")));
      }
    }
    cluster.awaitWhole();
  }

  private static void create(String name, String index, String... more) {
    var words = new ArrayList<>(List.of("db", "create", name, "--index", index));
    words.addAll(List.of(more));
    Distribution.Result made = cluster.runAt("n1", words.toArray(String[]::new));
    assertThat(made.exitCode()).as(made.out() + made.err()).isZero();
  }

  private static RespClient at(String index, String node) {
    RespClient client = cluster.connect(node);
    assertThat(client.call("SELECT", index)).isEqualTo("OK");
    return client;
  }

  private static String awaitLeader(String name) {
    await().atMost(MORE_THAN_ENOUGH).until(() -> !database("n1", name).path("leader").isNull());
    return database("n1", name).path("leader").asString();
  }

  /// Where the log of `node` ends, as `asked` knows.
  private static long lastRecord(String asked, String name, String node) {
    return StreamSupport.stream(database(asked, name).path("nodes").spliterator(), false)
        .filter(each -> each.path("node").asString().equals(node))
        .mapToLong(each -> each.path("lastLsn").asLong())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> synchronous(String asked, String name) {
    return StreamSupport.stream(database(asked, name).path("nodes").spliterator(), false)
        .filter(node -> node.path("sync").asBoolean())
        .map(node -> node.path("node").asString())
        .toList();
  }

  /// A database as `node` shows it.
  private static JsonNode database(String node, String name) {
    return StreamSupport.stream(cluster.status(node).path("databases").spliterator(), false)
        .filter(each -> each.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
