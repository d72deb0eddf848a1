package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// What `status`, `verify` and `playground ps` answer.
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StatusTest {
  private static final Duration SETTLED = Duration.ofSeconds(2);
  private static final List<String> POSITIONS =
      List.of("lastLsn", "durableLsn", "commitLsn", "appliedLsn");

  @RegisterExtension private static final Playground cluster = Playground.registered();

  @BeforeAll
  static void write() {
    try (RespClient client = cluster.connect("n1")) {
      client.call("SET", "k", "v");
    }
  }

  @Test
  void statusHasTheFieldsOfItsContract() {
    cluster.awaitWhole();
    JsonNode main = main(cluster.statusCommand("n2"));
    assertThat(cluster.statusCommand("n2").path("schemaVersion").isIntegralNumber()).isTrue();
    assertThat(main.path("index").asInt(-1)).isZero();
    assertThat(main.path("model").asString()).isEqualTo("single-leader");
    assertThat(main.path("ack").asString()).isEqualTo("majority");
    assertThat(main.path("epoch").asLong()).isPositive();
    assertThat(main.path("promise").asString()).startsWith("majority, fsynced");
    assertThat(names(main.path("nodes"))).containsExactly("n1", "n2", "n3");
    assertThat(main.path("shards").size()).isEqualTo(1);
    assertThat(main.path("shards").path(0).path("nodes")).isEqualTo(main.path("nodes"));
    for (JsonNode node : main.path("nodes")) {
      boolean leads = node.path("node").equals(main.path("leader"));
      assertThat(node.path("role").asString()).isEqualTo(leads ? "leader" : "follower");
      assertThat(node.path("state").asString()).isEqualTo(leads ? "leading" : "streaming");
      assertThat(node.path("sync").isBoolean()).isTrue();
      POSITIONS.forEach(each -> assertThat(node.path(each).isIntegralNumber()).isTrue());
      assertThat(node.path("lagLsn").asLong(-1)).isZero();
      assertThat(node.path("lagBytes").asLong(-1)).isZero();
      assertThat(node.path("lagMillis").asLong(-1)).isZero();
    }
  }

  @Test
  void everyNodeTellsTheSameWithinTwoSeconds() {
    cluster.awaitWhole();
    await()
        .atMost(SETTLED)
        .until(() ->
            Playground.nodes().stream()
                    .map(cluster::status)
                    .map(StatusTest::standing)
                    .distinct()
                    .count()
                == 1);
  }

  @Test
  void theTableNamesEveryNodeAndThePromise() {
    String table = Distribution.run("status", "--at", cluster.address("n3")).answer();
    assertThat(table).contains("main", "n1", "n2", "n3", "leading", "promise: majority, fsynced");
  }

  @Test
  void verifyFindsAllCopiesEqual() {
    cluster.awaitWhole();
    var verified = cluster.verify();
    assertThat(verified.exitCode()).as(verified.out()).isZero();
    assertThat(verified.out()).contains("main: equal on all nodes");
  }

  @Test
  void theAddressMayComeFromTheEnvironment() {
    var status = Distribution.run(Map.of("CHORUS_AT", cluster.address("n2")), "db", "list");
    assertThat(status.answer()).contains("main");
  }

  @Test
  void whereNobodyListensTheCommandSaysSoAndFails() {
    var status = Distribution.run("status", "--at", "127.0.0.1:1");
    assertThat(status.exitCode()).isEqualTo(1);
    assertThat(status.err()).contains("127.0.0.1:1");
    assertThat(status.out()).isEmpty();
  }

  @Test
  void psListsEveryProcess() {
    String ps = cluster.command("ps", "-o", "json").answer();
    for (String node : Playground.nodes()) {
      assertThat(ps).contains("\"node\":\"" + node + "\"", cluster.address(node));
      assertThat(ProcessHandle.of(cluster.pid(node))).isPresent();
    }
    assertThat(ps).contains("\"state\":\"running\"");
  }

  /// Who leads in which epoch, which does not change while nobody writes.
  private static String standing(JsonNode status) {
    JsonNode main = main(status);
    return main.path("leader") + " " + main.path("epoch") + " " + names(main.path("nodes"));
  }

  private static JsonNode main(JsonNode status) {
    return StreamSupport.stream(status.path("databases").spliterator(), false)
        .filter(each -> each.path("name").asString().equals("main"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(JsonNode nodes) {
    return StreamSupport.stream(nodes.spliterator(), false)
        .map(each -> each.path("node").asString())
        .toList();
  }
}
