package chorus.ack;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.AckRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class AckTrackerTest {
  @Test
  void aRecordIsCommittedOnceItIsOnEnoughReplicas() {
    AckTracker acks = tracker(3, 11, 10);
    assertThat(acks.durable(node(1), new Lsn(12))).isFalse();
    assertThat(acks.committed()).isEqualTo(new Lsn(10));
    assertThat(acks.durable(node(3), new Lsn(11))).isTrue();
    assertThat(acks.committed()).isEqualTo(new Lsn(11));
    assertThat(acks.durable(node(2), new Lsn(12))).isTrue();
    assertThat(acks.committed()).isEqualTo(new Lsn(12));
  }

  /// Raft's figure 8: a record of an earlier epoch on a majority is not committed by that alone,
  /// since a leader of a later epoch that lacks it could still be elected. The first record of the
  /// own epoch commits it.
  @Test
  void aRecordOfAnEarlierEpochIsCommittedOnlyByOneOfThisEpoch() {
    AckTracker acks = tracker(5, 3, 1);
    for (int replica = 1; replica <= 5; replica++) {
      assertThat(acks.durable(node(replica), new Lsn(2))).isFalse();
    }
    assertThat(acks.committed()).isEqualTo(new Lsn(1));
    acks.durable(node(1), new Lsn(3));
    acks.durable(node(2), new Lsn(3));
    assertThat(acks.committed()).isEqualTo(new Lsn(1));
    assertThat(acks.durable(node(3), new Lsn(3))).isTrue();
    assertThat(acks.committed()).isEqualTo(new Lsn(3));
  }

  @Test
  void whatAFollowerLostCountsNoMoreButWhatIsCommittedStays() {
    AckTracker acks = tracker(3, 1, 0);
    acks.durable(node(1), new Lsn(9));
    acks.durable(node(2), new Lsn(5));
    acks.lost(node(2), new Lsn(2));
    assertThat(acks.committed()).isEqualTo(new Lsn(5));
    acks.durable(node(3), new Lsn(4));
    assertThat(acks.committed()).isEqualTo(new Lsn(5));
    assertThat(acks.durable(node(2), new Lsn(3))).isFalse();
    assertThat(acks.durable(node(2), new Lsn(6))).isTrue();
    assertThat(acks.committed()).isEqualTo(new Lsn(6));
  }

  @Test
  void aPositionOfTheDamagedPastDoesNotHelpANewRecord() {
    AckTracker acks = tracker(3, 1, 0);
    acks.durable(node(2), new Lsn(8));
    acks.lost(node(2), Lsn.NONE);
    assertThat(acks.durable(node(1), new Lsn(8))).isFalse();
    assertThat(acks.committed()).isEqualTo(Lsn.NONE);
  }

  /// Of data that never counted, the less counts no more (seeds 3539, 3755).
  @Test
  void aLossAddsNothing() {
    AckTracker acks = tracker(3, 1, 0);
    acks.durable(node(1), new Lsn(8));
    acks.lost(node(2), new Lsn(5));
    assertThat(acks.durableAt(node(2))).isEqualTo(Lsn.NONE);
    acks.durable(node(1), new Lsn(9));
    assertThat(acks.committed()).isEqualTo(Lsn.NONE);
  }

  @Test
  void whoIsNoReplicaDoesNotCount() {
    AckTracker acks = tracker(3, 1, 0);
    acks.durable(node(1), new Lsn(5));
    assertThat(acks.durable(node(9), new Lsn(5))).isFalse();
    acks.lost(node(9), new Lsn(5));
    assertThat(acks.committed()).isEqualTo(Lsn.NONE);
  }

  @Test
  void aReplicaAloneCommitsWhatIsDurableThere() {
    AckTracker acks = tracker(1, 1, 0);
    assertThat(acks.durable(node(1), new Lsn(1))).isTrue();
    assertThat(acks.committed()).isEqualTo(new Lsn(1));
  }

  @Test
  void whereTwoRulesHoldARecordNeedsBoth() {
    AckTracker acks = tracker(3, 1, 0);
    acks.obey(List.of(rule(AckMode.MAJORITY), rule(AckMode.ALL)));
    acks.durable(node(1), new Lsn(3));
    assertThat(acks.durable(node(2), new Lsn(3))).isTrue();
    assertThat(acks.committed()).isEqualTo(new Lsn(1));
    acks.durable(node(3), new Lsn(2));
    assertThat(acks.committed()).isEqualTo(new Lsn(2));
    assertThat(acks.obey(List.of(rule(AckMode.MAJORITY)))).isTrue();
    assertThat(acks.committed()).isEqualTo(new Lsn(3));
  }

  @Test
  void aStrongerRuleTakesNothingBack() {
    AckTracker acks = tracker(3, 1, 0);
    acks.durable(node(1), new Lsn(3));
    acks.durable(node(2), new Lsn(3));
    assertThat(acks.obey(List.of(rule(AckMode.ALL)))).isFalse();
    assertThat(acks.committed()).isEqualTo(new Lsn(3));
    assertThat(acks.isMet(rule(AckMode.ALL), new Lsn(1))).isFalse();
  }

  /// In `all` a majority is enough to show what earlier leaders wrote, and not to acknowledge it.
  @Test
  void whatIsShownIsNotAcknowledgedForThat() {
    AckTracker acks = tracker(3, 4, 0);
    acks.obey(List.of(rule(AckMode.ALL)));
    acks.durable(node(1), new Lsn(6));
    assertThat(acks.durable(node(2), new Lsn(6))).isTrue();
    assertThat(acks.committed()).isEqualTo(new Lsn(4));
    assertThat(acks.gateOf(new Lsn(2))).isEqualTo(new Lsn(5));
    acks.durable(node(3), new Lsn(2));
    assertThat(acks.gateOf(new Lsn(2))).isEqualTo(new Lsn(2));
    assertThat(acks.gateOf(new Lsn(6))).isEqualTo(new Lsn(6));
  }

  private static AckRule rule(AckMode mode) {
    List<NodeId> nodes = IntStream.rangeClosed(1, 3).mapToObj(AckTrackerTest::node).toList();
    return AckConfig.first(mode, nodes, List.of()).rule(node(1));
  }

  @Test
  void theCommitPositionIsWhatCountingSays() {
    LongStream.rangeClosed(1, 500).forEach(AckTrackerTest::agreesWithCounting);
  }

  private static void agreesWithCounting(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int replicas = random.nextInt(1, 8);
    int copies = replicas / 2 + 1;
    long start = random.nextInt(2, 12);
    AckTracker acks = tracker(replicas, start, start - 1);
    List<Long> positions = new ArrayList<>(Collections.nCopies(replicas, 0L));
    long committed = start - 1;
    for (int step = 0; step < 100; step++) {
      int replica = random.nextInt(replicas);
      long position = random.nextLong(25);
      if (random.nextInt(8) == 0) {
        position = Math.min(position, positions.get(replica));
        acks.lost(node(replica + 1), new Lsn(position));
        positions.set(replica, position);
      } else {
        boolean more = acks.durable(node(replica + 1), new Lsn(position));
        positions.set(replica, Math.max(position, positions.get(replica)));
        long reached = onAtLeast(copies, positions);
        assertThat(more).as("seed %d", seed).isEqualTo(reached >= start && reached > committed);
        committed = reached >= start ? Math.max(committed, reached) : committed;
      }
      assertThat(acks.committed()).as("seed %d", seed).isEqualTo(new Lsn(committed));
    }
  }

  /// The last position that so many replicas have, found by trying each.
  private static long onAtLeast(int copies, List<Long> positions) {
    return LongStream.rangeClosed(0, 25)
        .filter(lsn -> positions.stream().filter(each -> each >= lsn).count() >= copies)
        .max()
        .orElseThrow();
  }

  private static AckTracker tracker(int replicas, long epochStart, long committed) {
    List<NodeId> nodes = IntStream.rangeClosed(1, replicas).mapToObj(AckTrackerTest::node).toList();
    AckConfig config = AckConfig.first(AckMode.MAJORITY, nodes, List.of());
    return new AckTracker(nodes, config.rule(node(1)), new Lsn(epochStart), new Lsn(committed));
  }

  private static NodeId node(int number) {
    return new NodeId("n" + number);
  }
}
