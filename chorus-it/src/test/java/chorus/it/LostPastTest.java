package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A node whose directory was emptied, or put back as it was some time ago.
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LostPastTest {
  private static final Duration MORE_THAN_ENOUGH = Duration.ofSeconds(60);
  private static final int WRITES = 100;

  @RegisterExtension private final Playground cluster = Playground.registered();

  @Test
  void aLeaderWhoseDirectoryIsEmptyComesBackAsAnotherIncarnationAndCountsAgain() {
    String leader = cluster.awaitWhole();
    String other = Playground.others(leader).getFirst();
    write(other, "before");
    cluster.kill(leader);
    Playground.delete(directory(leader));
    cluster.start(leader);
    cluster.awaitWhole();
    assertThat(row(other, leader).path("incarnation").asInt()).isEqualTo(2);
    assertThat(cluster.verify().exitCode()).isZero();
    awaitVoter(leader);

    cluster.kill(other);
    write(leader, "after");
    cluster.start(other);
    cluster.awaitWhole();
    assertThat(cluster.verify().exitCode()).isZero();
    try (RespClient client = cluster.connect(leader)) {
      assertThat(client.call("DBSIZE")).isEqualTo(2L * WRITES);
    }
  }

  @Test
  void anOldCopyOfADirectoryIsFoundOutAndSetAside() {
    String leader = cluster.awaitWhole();
    String follower = Playground.others(leader).getLast();
    write(leader, "before");
    cluster.awaitWhole();
    cluster.command("stop", follower).answer();
    Path copy = cluster.directory().resolve("copy");
    copy(directory(follower), copy);
    cluster.start(follower);
    cluster.awaitWhole();
    write(leader, "after");

    cluster.kill(follower);
    Playground.delete(directory(follower));
    copy(copy, directory(follower));
    cluster.start(follower);
    cluster.awaitWhole();
    assertThat(row(leader, follower).path("incarnation").asInt()).isEqualTo(2);
    assertThat(cluster.log(follower)).contains("comes back as incarnation 2");
    assertThat(directory(follower).resolve("lost-1-2").resolve("d0.0")).isDirectory();
    assertThat(cluster.verify().exitCode()).isZero();
  }

  private void awaitVoter(String node) {
    await()
        .atMost(MORE_THAN_ENOUGH)
        .until(() -> row(node, node).path("control").asString().equals("voter"));
  }

  private JsonNode row(String asked, String node) {
    for (JsonNode each :
        new JsonMapper()
            .readTree(cluster.runAt(asked, "node", "list", "-o", "json").answer())
            .path("nodes")) {
      if (each.path("node").asString().equals(node)) {
        return each;
      }
    }
    throw new AssertionError("node list does not show " + node);
  }

  private void write(String node, String prefix) {
    try (RespClient client = cluster.connect(node)) {
      await()
          .atMost(MORE_THAN_ENOUGH)
          .until(() -> "OK".equals(client.call("SET", prefix + ":0", "v")));
      for (int i = 1; i < WRITES; i++) {
        assertThat(client.call("SET", prefix + ":" + i, "v")).isEqualTo("OK");
      }
    }
  }

  private Path directory(String node) {
    return cluster.directory().resolve(node).resolve("data");
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> content = Files.walk(from)) {
      for (Path each : List.copyOf(content.toList())) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
