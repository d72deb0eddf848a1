package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A leader that sleeps through its own succession.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PausedLeaderTest {
  private static final int CLIENTS = 20;
  private static final Duration TIME_TO_SUCCEED = Duration.ofSeconds(30);

  @RegisterExtension private final Playground cluster = Playground.registered();

  @Test
  void aResumedLeaderNeitherAcknowledgesForItselfNorReadsStale() {
    String old = cluster.awaitWhole();
    List<String> others = Playground.others(old);
    long epoch = epoch(old);
    List<RespClient> readers = new ArrayList<>();
    List<RespClient> writers = new ArrayList<>();
    try (RespClient successor = cluster.connect(others.getFirst())) {
      assertThat(successor.call("SET", "x", "old")).isEqualTo("OK");
      for (int i = 0; i < CLIENTS; i++) {
        readers.add(cluster.connect(old));
        writers.add(cluster.connect(old));
        assertThat(readers.getLast().call("GET", "x")).isEqualTo("old");
        assertThat(writers.getLast().call("PING")).isEqualTo("PONG");
      }
      cluster.pause(old);
      // They lie in the paused leader's sockets, and are the first that it sees when it wakes.
      readers.forEach(each -> each.send("GET", "x"));
      for (int i = 0; i < CLIENTS; i++) {
        writers.get(i).send("SET", "late:" + i, "by " + old);
      }
      await()
          .atMost(TIME_TO_SUCCEED)
          .ignoreExceptions()
          .until(() -> "OK".equals(successor.call("SET", "x", "new")));
      assertThat(epoch(others.getFirst())).isGreaterThan(epoch);
      cluster.resume(old);
      readers.forEach(each ->
          assertThat(reply(each))
              .satisfiesAnyOf(
                  value -> assertThat(value).isEqualTo("new"),
                  value -> assertThat(value).startsWith("-")));
      cluster.awaitWhole();
      for (int i = 0; i < CLIENTS; i++) {
        if (reply(writers.get(i)).equals("OK")) {
          assertThat(successor.call("GET", "late:" + i)).isEqualTo("by " + old);
        }
      }
    } finally {
      readers.forEach(RespClient::close);
      writers.forEach(RespClient::close);
    }
    var verified = cluster.verify();
    assertThat(verified.exitCode()).as(verified.out()).isZero();
  }

  @Test
  void acknowledgedWritesSurviveAPausedLeader() {
    String old = cluster.awaitWhole();
    try (AckedWrites writes = AckedWrites.start(cluster, "pause")) {
      await().atMost(TIME_TO_SUCCEED).until(() -> writes.count() >= 100);
      long paused = System.nanoTime();
      cluster.pause(old);
      for (String node : Playground.others(old)) {
        await()
            .atMost(TIME_TO_SUCCEED)
            .until(() -> writes.firstAcknowledgedSince(node, paused).isPresent());
      }
      cluster.resume(old);
      cluster.awaitLeader(Playground.nodes());
      writes.stop();
      cluster.awaitWhole();
      for (String node : Playground.nodes()) {
        try (RespClient client = cluster.connect(node)) {
          writes.assertAllReadable(client);
        }
      }
    }
  }

  private long epoch(String asked) {
    return cluster.status(asked).path("databases").path(0).path("epoch").asLong();
  }

  /// The next reply as text; a connection that was closed instead is an error.
  private static String reply(RespClient client) {
    try {
      @Nullable Object reply = client.read();
      return String.valueOf(reply);
    } catch (UncheckedIOException e) {
      return "-closed";
    }
  }
}
