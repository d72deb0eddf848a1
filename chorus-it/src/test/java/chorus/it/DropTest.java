package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A database is dropped, comes back, and goes for good, on real processes.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DropTest {
  private static final Duration MORE_THAN_ENOUGH = Duration.ofSeconds(60);
  private static final int WRITES = 300;

  @RegisterExtension private static final Playground cluster = Playground.registered();

  @Test
  @Order(1)
  void aDropThatIsTakenBackLosesNothing() {
    cluster.awaitWhole();
    run("db", "create", "orders", "--index", "5").answer();
    try (RespClient client = cluster.connect("n2")) {
      assertThat(client.call("SELECT", "5")).isEqualTo("OK");
      for (int i = 0; i < WRITES; i++) {
        assertThat(client.call("SET", "k" + i, "v" + i)).isEqualTo("OK");
      }
      assertThat(client.call("CHORUS", "SEQ", "NEXT", "number")).isEqualTo(1L);
      assertThat(run("db", "drop", "orders").exitCode()).isEqualTo(2);
      assertThat(client.call("GET", "k0")).isEqualTo("v0");
      assertThat(run("db", "drop", "orders", "--yes-drop", "orders").answer())
          .contains("orders is dropped, and gone for good after ");
      await()
          .atMost(MORE_THAN_ENOUGH)
          .until(
              () -> String.valueOf(client.call("SET", "late", "w")).startsWith("-DROPPED orders"));
      assertThat(String.valueOf(client.call("GET", "k0"))).startsWith("-DROPPED orders");
      assertThat(run("status").answer()).contains("! dropped, and gone for good after ");
      assertThat(run("db", "create", "orders").err()).contains("EXISTS orders has index 5");
      assertThat(run("verify").exitCode()).isZero();
      run("db", "undrop", "orders").answer();
      await().atMost(MORE_THAN_ENOUGH).until(() -> "v0".equals(client.call("GET", "k0")));
      for (int i = 0; i < WRITES; i++) {
        assertThat(client.call("GET", "k" + i)).isEqualTo("v" + i);
      }
      assertThat((Long) client.call("CHORUS", "SEQ", "NEXT", "number")).isGreaterThan(1L);
    }
    assertThat(cluster.verify().exitCode()).isZero();
  }

  /// The drop is asked for at a node where it can be taken back for two seconds only, while another
  /// node is down.
  @Test
  @Order(2)
  void whatIsGoneForGoodLeavesNoFileOnAnyNode() throws IOException {
    for (String node : Playground.nodes()) {
      await().atMost(MORE_THAN_ENOUGH).until(() -> Files.exists(files(node)));
    }
    cluster.command("stop", "n1").answer();
    Files.writeString(
        cluster.directory().resolve("n1").resolve("chorus.yaml"),
        "limits:\n  undrop: 2s\n",
        StandardOpenOption.APPEND);
    cluster.start("n1");
    cluster.kill("n3");
    await()
        .atMost(MORE_THAN_ENOUGH)
        .until(() -> run("db", "drop", "orders", "--yes-drop", "orders").exitCode() == 0);
    for (String node : new String[] {"n1", "n2"}) {
      await().atMost(MORE_THAN_ENOUGH).until(() -> Files.notExists(files(node)));
    }
    assertThat(files("n3")).exists();
    assertThat(run("db", "undrop", "orders").exitCode()).isEqualTo(3);
    cluster.start("n3");
    await().atMost(MORE_THAN_ENOUGH).until(() -> Files.notExists(files("n3")));
    cluster.awaitWhole();
    run("db", "create", "orders", "--index", "5").answer();
    try (RespClient client = cluster.connect("n3")) {
      assertThat(client.call("SELECT", "5")).isEqualTo("OK");
      await().atMost(MORE_THAN_ENOUGH).until(() -> Long.valueOf(0).equals(client.call("DBSIZE")));
    }
  }

  /// Where `node` keeps its part of the database that was made after `main` and `feed`.
  private static Path files(String node) {
    return cluster.shardOf(node).resolveSibling("d2.0");
  }

  private static Distribution.Result run(String... words) {
    return cluster.runAt("n1", words);
  }
}
