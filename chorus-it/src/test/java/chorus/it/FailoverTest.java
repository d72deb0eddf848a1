package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Leaders that are killed while clients write.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FailoverTest {
  private static final int KILLS = 3;
  private static final Duration TIME_TO_WRITE_AGAIN = Duration.ofSeconds(5);
  private static final Duration MORE_THAN_ENOUGH = Duration.ofSeconds(30);

  private Playground cluster;

  @BeforeEach
  void up() {
    cluster = Playground.up();
  }

  @AfterEach
  void down() {
    cluster.close();
  }

  @Test
  void acknowledgedWritesSurviveEveryKilledLeader() {
    for (int kill = 1; kill <= KILLS; kill++) {
      String leader = cluster.awaitWhole();
      List<String> survivors = Playground.others(leader);
      try (AckedWrites writes = AckedWrites.start(cluster, "kill-" + kill)) {
        awaitAcknowledged(writes, 100);
        long killed = cluster.killProcess(leader);
        long gone = System.nanoTime();
        survivors.forEach(node -> assertWritesAgain(writes, node, killed, gone));
        writes.stop();
        assertThat(writes.errors()).allMatch(FailoverTest::saysWhatIsKnown);
        cluster.start(leader);
        cluster.awaitWhole();
        for (String node : Playground.nodes()) {
          try (RespClient client = cluster.connect(node)) {
            writes.assertAllReadable(client);
          }
        }
      }
      assertThat(cluster.member(survivors.getFirst(), leader).path("role").asString())
          .as("%s, the leader that was killed", leader)
          .isEqualTo("follower");
      var verified = cluster.verify();
      assertThat(verified.exitCode()).as(verified.out()).isZero();
    }
  }

  @Test
  void acknowledgedWritesSurviveTheKillOfAllThree() {
    try (AckedWrites writes = AckedWrites.start(cluster, "all")) {
      awaitAcknowledged(writes, 300);
      cluster.kill("n1", "n2", "n3");
      writes.stop();
      cluster.start("n1", "n2", "n3");
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

  private static void awaitAcknowledged(AckedWrites writes, int count) {
    await().atMost(MORE_THAN_ENOUGH).until(() -> writes.count() >= count);
  }

  /// Waits for a write that was sent through `node` when the leader was gone and was acknowledged;
  /// its time counts from the kill.
  private static void assertWritesAgain(AckedWrites writes, String node, long killed, long gone) {
    await()
        .atMost(MORE_THAN_ENOUGH)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> writes.firstAcknowledgedSince(node, gone).isPresent());
    long nanos = writes.firstAcknowledgedSince(node, gone).orElseThrow() - killed;
    assertThat(Duration.ofNanos(nanos)).as("through %s", node).isLessThan(TIME_TO_WRITE_AGAIN);
  }

  /// Under way when the leader died: unknown; later: not done.
  private static boolean saysWhatIsKnown(String error) {
    return error.startsWith("-INDETERMINATE ")
        || error.startsWith("-NOQUORUM ")
        || error.startsWith("-UNAVAILABLE ");
  }
}
