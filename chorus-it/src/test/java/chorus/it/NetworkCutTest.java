package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Networks that fail without a word: nothing is refused, no connection ends, packets are gone.
/// Only a machine that lets the test make networks of its own can show that.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NetworkCutTest {
  /// How long a leader may serve without hearing from anybody (1 s), and as much again.
  private static final Duration LEASE = Duration.ofSeconds(2);

  /// How long clients that reach a leader may go without an acknowledgement while one link is down.
  private static final Duration TIME_TO_SETTLE = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private @Nullable NetworkedCluster started;

  @BeforeAll
  void startWhereNetworksCanBeMade() {
    assumeThat(Namespaces.missing()).as("what is missing here").isEmpty();
    started = NetworkedCluster.start();
  }

  @AfterAll
  void end() {
    if (started != null) {
      started.close();
    }
  }

  @AfterEach
  void heal() {
    cluster().network().heal();
  }

  @Test
  void aLeaderThatIsCutOffAnswersNothingFalseAndFollowsOnceHealed() {
    Namespaces network = cluster().network();
    outlives("cut", network::pull);
  }

  @Test
  void aLeaderThatHearsButIsNotHeardAnswersNothingFalseAndFollowsOnceHealed() {
    Namespaces network = cluster().network();
    outlives(
        "unheard",
        leader -> Playground.others(leader).forEach(other -> network.lose(leader, other)));
  }

  /// Takes from the leader what it sends to both others, and perhaps more, until both others have
  /// gone on and clients of the leader have been told so.
  private void outlives(String run, Consumer<String> cutOff) {
    NetworkedCluster cluster = cluster();
    String leader = cluster.awaitWhole();
    List<String> others = Playground.others(leader);
    try (AckedWrites writes = AckedWrites.start(cluster, run);
        FreshReads reads = FreshReads.start(cluster, writes)) {
      patiently().until(() -> writes.count() >= 100);
      cutOff.accept(leader);
      long isCut = System.nanoTime();
      long leaseRanOut = isCut + LEASE.toNanos();
      for (String other : others) {
        patiently().until(() -> writes.firstAcknowledgedSince(other, isCut).isPresent());
      }
      assertThat(cluster.awaitLeader(others)).isNotEqualTo(leader);
      patiently().until(() -> reads.hasAnswered(leader, isCut));
      patiently().until(() -> !refusedSince(writes, leader, leaseRanOut).isEmpty());
      assertThat(refusedSince(writes, leader, isCut))
          .allMatch(error -> error.startsWith("-NOQUORUM ") || error.startsWith("-INDETERMINATE "));
      assertThat(writes.firstAcknowledgedSince(leader, isCut))
          .as("a write that %s got while it was cut off", leader)
          .isEmpty();
      cluster.network().heal();
      long isHealed = System.nanoTime();
      patiently().until(() -> writes.firstAcknowledgedSince(leader, isHealed).isPresent());
      assertNothingLost(writes, reads);
    }
  }

  @Test
  void aLeaderThatOneFollowerDoesNotHearKeepsServingOrIsReplaced() {
    NetworkedCluster cluster = cluster();
    String leader = cluster.awaitWhole();
    String hearing = Playground.others(leader).getFirst();
    String deaf = Playground.others(leader).getLast();
    try (AckedWrites writes = AckedWrites.start(cluster, "halfheard");
        FreshReads reads = FreshReads.start(cluster, writes)) {
      patiently().until(() -> writes.count() >= 100);
      cluster.network().lose(leader, deaf);
      long settled = System.nanoTime() + TIME_TO_SETTLE.toNanos();
      for (String node : List.of(leader, hearing)) {
        patiently().until(() -> writes.firstAcknowledgedSince(node, settled).isPresent());
      }
      cluster.network().heal();
      long isHealed = System.nanoTime();
      patiently().until(() -> writes.firstAcknowledgedSince(deaf, isHealed).isPresent());
      assertNothingLost(writes, reads);
    }
  }

  /// The errors that answered what `node` got after `sinceNanos`.
  private static List<String> refusedSince(AckedWrites writes, String node, long sinceNanos) {
    return writes.refused().stream()
        .filter(each -> each.node().equals(node) && each.sentNanos() > sinceNanos)
        .map(AckedWrites.Refused::error)
        .toList();
  }

  private void assertNothingLost(AckedWrites writes, FreshReads reads) {
    NetworkedCluster cluster = cluster();
    writes.stop();
    reads.close();
    cluster.awaitWhole();
    for (String node : Playground.nodes()) {
      try (RespClient client = cluster.connect(node)) {
        writes.assertAllReadable(client);
        assertThat(client.call("CHORUS", "READ", "eventual")).isEqualTo("OK");
        patiently().untilAsserted(() -> writes.assertAllReadable(client));
      }
    }
    reads.assertNoneStale();
    var verified = cluster.verify();
    assertThat(verified.exitCode()).as(verified.out()).isZero();
  }

  private NetworkedCluster cluster() {
    return Objects.requireNonNull(started);
  }

  private static ConditionFactory patiently() {
    return await().atMost(PATIENCE);
  }
}
