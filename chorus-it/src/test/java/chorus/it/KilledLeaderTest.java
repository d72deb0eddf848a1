package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chorus.it.AckedWrites.Refused;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Leaders of one cluster that are killed while clients write, one after the other.
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KilledLeaderTest {
  private static final int KILLS = Integer.getInteger("chorus.kills", 3);
  private static final Duration TIME_TO_WRITE_AGAIN = Duration.ofSeconds(5);
  private static final Duration MORE_THAN_ENOUGH = Duration.ofSeconds(30);

  /// How long a survivor may take to notice that its connection to the leader ended; far below the
  /// silence that makes a leader suspect.
  private static final Duration TIME_TO_NOTICE = Duration.ofMillis(200);

  @RegisterExtension private static final Playground cluster = Playground.registered();

  static IntStream kills() {
    return IntStream.rangeClosed(1, KILLS);
  }

  @ParameterizedTest(name = "kill {0}")
  @MethodSource("kills")
  void acknowledgedWritesSurviveAndSurvivorsServe(int kill) {
    String leader = cluster.awaitWhole();
    List<String> survivors = Playground.others(leader);
    try (AckedWrites writes = AckedWrites.start(cluster, "kill-" + kill)) {
      writes.addNewcomers(survivors);
      await().atMost(MORE_THAN_ENOUGH).until(() -> writes.count() >= 100);
      long killed = cluster.killProcess(leader);
      long gone = System.nanoTime();
      survivors.forEach(node -> assertWritesAgain(writes, node, killed, gone));
      writes.stop();
      cluster.start(leader);
      assertHonest(writes, survivors, gone);
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

  /// At a survivor, writes that were under way when the leader died may be unknown; what comes
  /// later waits, and meets no error. At the leader itself anything may be, but nothing untrue.
  private static void assertHonest(AckedWrites writes, List<String> survivors, long gone) {
    List<Refused> there =
        writes.refused().stream().filter(each -> survivors.contains(each.node())).toList();
    assertThat(there).allMatch(each -> each.error().startsWith("-INDETERMINATE "));
    assertThat(there).allMatch(each -> each.sentNanos() - gone < TIME_TO_NOTICE.toNanos());
  }
}
