package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Nodes that join a running cluster and leave it.
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class GrowingClusterTest {
  private static final Duration MORE_THAN_ENOUGH = Duration.ofSeconds(45);

  @RegisterExtension private final Playground cluster = Playground.withRoomFor(5);

  @Test
  void threeNodesBecomeFiveOfWhichTwoMayDieAndBecomeFourAgain() {
    cluster.awaitWhole();
    cluster.command("add").answer();
    assertThat(voters("n1")).as("four members").hasSize(3);
    cluster.command("add").answer();
    await().atMost(MORE_THAN_ENOUGH).until(() -> voters("n5").size() == 5);
    write("n5", "joined");

    cluster.kill("n1", "n2");
    await()
        .atMost(MORE_THAN_ENOUGH)
        .until(
            () -> cluster.runAt("n5", "db", "alter", "main", "--failover", "auto").exitCode() == 0);
    cluster.start("n1", "n2");
    cluster.awaitWhole();

    cluster.killProcess("n5");
    cluster.start("n5");
    await().atMost(MORE_THAN_ENOUGH).untilAsserted(() -> write("n5", "returned"));
    assertThat(read("n1")).isEqualTo("returned");

    var needed = cluster.runAt("n4", "node", "remove", "n1");
    assertThat(needed.exitCode()).isEqualTo(5);
    assertThat(needed.err()).contains("n1 holds main");
    long process = cluster.pid("n5");
    cluster.runAt("n2", "node", "remove", "n5").answer();
    await().atMost(MORE_THAN_ENOUGH).until(() -> ProcessHandle.of(process).isEmpty());
    assertThat(cluster.log("n5")).contains("n5 was removed from cluster");
    await().atMost(MORE_THAN_ENOUGH).until(() -> voters("n2").size() == 3);
    write("n4", "removed");
    assertThat(cluster.runAt("n3", "node", "remove", "n9").exitCode()).isEqualTo(3);

    long replaced = cluster.pid("n1");
    cluster.runAt("n2", "node", "replace", "n1", "n4").answer();
    await().atMost(MORE_THAN_ENOUGH).until(() -> ProcessHandle.of(replaced).isEmpty());
    write("n4", "replaced");
    assertThat(read("n2")).isEqualTo("replaced");
    await().atMost(MORE_THAN_ENOUGH).until(() -> voters("n2").equals(List.of("n2", "n3", "n4")));
  }

  @Test
  void whoWasDownWhileItWasRemovedEndsSoonAfterItsStart() {
    cluster.awaitWhole();
    cluster.command("add").answer();
    cluster.kill("n4");
    cluster.runAt("n1", "node", "remove", "n4").answer();
    cluster.kill("n1", "n2", "n3");
    cluster.start("n1", "n2", "n3");
    cluster.awaitWhole();
    cluster.command("start", "n4");
    await()
        .atMost(MORE_THAN_ENOUGH)
        .until(() -> cluster.log("n4").contains("n4 was removed from cluster"));
    assertThat(voters("n1")).hasSize(3);
  }

  private void write(String node, String value) {
    try (RespClient client = cluster.connect(node)) {
      assertThat(client.call("SET", "k", value)).isEqualTo("OK");
      assertThat(client.call("GET", "k")).isEqualTo(value);
    }
  }

  private Object read(String node) {
    try (RespClient client = cluster.connect(node)) {
      return String.valueOf(client.call("GET", "k"));
    }
  }

  /// Who votes in the control plane, as `node` says.
  private List<String> voters(String node) {
    List<String> voters = new ArrayList<>();
    String told = cluster.runAt(node, "node", "list", "-o", "json").answer();
    for (JsonNode each : new ObjectMapper().readTree(told).path("nodes")) {
      if (each.path("control").asString().equals("voter")) {
        voters.add(each.path("node").asString());
      }
    }
    return voters;
  }
}
