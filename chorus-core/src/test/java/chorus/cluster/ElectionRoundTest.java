package chorus.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.cluster.ElectionRound.Report;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.log.ReplicaState.Wholeness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ElectionRoundTest {
  private static final long PATIENCE = 150;

  @Test
  void nobodyWinsBeforeEveryAcknowledgedWriteMustBeAmongTheReports() {
    ElectionRound round = round(5);
    round.report(node(1), report(3, 10, 1), 0);
    round.report(node(2), report(3, 11, 1), 0);
    assertThat(round.winner(1_000_000, PATIENCE, Set.of())).isEmpty();
    round.report(node(3), report(3, 9, 1), 1_000_000);
    assertThat(winner(round, 1_000_000 + PATIENCE)).isEqualTo("n2");
  }

  @Test
  void enoughReportsWaitALittleForTheOthers() {
    ElectionRound round = round(3);
    round.report(node(1), report(3, 10, 1), 100);
    round.report(node(2), report(3, 10, 1), 200);
    assertThat(round.winner(200 + PATIENCE - 1, PATIENCE, Set.of())).isEmpty();
    assertThat(winner(round, 200 + PATIENCE)).isEqualTo("n1");
  }

  @Test
  void withEveryReportThereIsNothingToWaitFor() {
    ElectionRound round = round(3);
    IntStream.rangeClosed(1, 3).forEach(each -> round.report(node(each), report(3, 10, 1), 200));
    assertThat(winner(round, 200)).isEqualTo("n1");
  }

  @Test
  void theLaterLastEpochWinsWhateverTheLength() {
    ElectionRound round = round(3);
    round.report(node(1), report(3, 900, 1), 0);
    round.report(node(2), report(4, 7, 1), 0);
    assertThat(winner(round, PATIENCE, Set.of())).isEqualTo("n2");
  }

  @Test
  void ofOneEpochTheLongerLogWins() {
    ElectionRound round = round(3);
    round.report(node(1), report(4, 7, 1), 0);
    round.report(node(3), report(4, 8, 1), 0);
    assertThat(winner(round, PATIENCE, Set.of())).isEqualTo("n3");
  }

  @Test
  void equalLogsGoByTheOrderOfPreference() {
    AckConfig config =
        AckConfig.first(AckMode.MAJORITY, List.of(node(2), node(3), node(1)), List.of());
    ElectionRound round = new ElectionRound(new Epoch(5), config);
    round.report(node(1), report(4, 7, 1), 0);
    round.report(node(3), report(4, 7, 1), 0);
    assertThat(winner(round, PATIENCE, Set.of())).isEqualTo("n3");
  }

  @Test
  void inSemiSyncOneOfTheSynchronousPairIsEnoughAndNobodyElseIs() {
    AckConfig config =
        AckConfig.first(AckMode.SEMI_SYNC, List.of(node(1), node(2), node(3)), List.of());
    ElectionRound round = new ElectionRound(new Epoch(5), config);
    round.report(node(3), report(4, 9, 1), 0);
    assertThat(round.winner(10 * PATIENCE, PATIENCE, Set.of())).isEmpty();
    round.report(node(2), report(4, 7, 1), 0);
    assertThat(winner(round, PATIENCE, Set.of())).isEqualTo("n3");
  }

  @Test
  void onlyALaterStartOfAProcessReplacesItsReport() {
    ElectionRound round = round(3);
    round.report(node(1), report(4, 9, 2), 0);
    round.report(node(1), report(4, 20, 1), 0);
    round.report(node(1), report(4, 30, 2), 0);
    round.report(node(2), report(4, 8, 1), 0);
    assertThat(round.winner(PATIENCE, PATIENCE, Set.of()))
        .contains(new ElectionRound.Winner(node(1), 2, position(4, 9)));
    round.report(node(1), report(4, 7, 3), 0);
    assertThat(winner(round, PATIENCE, Set.of())).isEqualTo("n2");
  }

  @Test
  void aReplicaThatReportsTwiceCountsOnce() {
    ElectionRound round = round(3);
    round.report(node(1), report(4, 9, 1), 0);
    round.report(node(1), report(4, 9, 2), 0);
    assertThat(round.winner(PATIENCE, PATIENCE, Set.of())).isEmpty();
  }

  @Test
  void aReportOfNoReplicaIsIgnored() {
    ElectionRound round = round(3);
    round.report(node(1), report(4, 9, 1), 0);
    round.report(node(9), report(9, 99, 1), 0);
    assertThat(round.winner(PATIENCE, PATIENCE, Set.of())).isEmpty();
  }

  /// Whatever subset of replicas acknowledged a write, and whoever reports: the winner has it.
  @Test
  void theWinnerHasEveryAcknowledgedWrite() {
    for (long seed = 1; seed <= 2000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int replicas = random.nextInt(1, 8);
      AckConfig config = config(replicas);
      long acknowledged = random.nextInt(1, 20);
      List<Integer> order = new ArrayList<>(IntStream.rangeClosed(1, replicas).boxed().toList());
      Collections.shuffle(order, new java.util.Random(seed));
      Set<NodeId> unsteady = some(random, replicas);
      List<Integer> having = order.subList(0, config.rule(node(1)).copies());
      ElectionRound round = new ElectionRound(new Epoch(9), config);
      long now = 0;
      while (round.winner(now, PATIENCE, unsteady).isEmpty()) {
        int reporter = random.nextInt(1, replicas + 1);
        boolean has = having.contains(reporter);
        long last = has ? acknowledged + reporter % 3 : acknowledged - 1;
        round.report(node(reporter), report(has ? 8 : random.nextInt(1, 9), last, 1), now);
        now += random.nextInt(60);
      }
      assertThat(round.winner(now, PATIENCE, unsteady).orElseThrow().last())
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(position(8, acknowledged));
    }
  }

  @Test
  void anUnsteadyNodeIsPassedOverWhileTheOthersAreEnough() {
    ElectionRound round = round(3);
    round.report(node(1), report(4, 9, 1), 0);
    round.report(node(2), report(4, 7, 1), 0);
    assertThat(winner(round, PATIENCE, Set.of(node(1)))).isEqualTo("n1");
    round.report(node(3), report(4, 8, 1), 0);
    assertThat(winner(round, PATIENCE, Set.of(node(1)))).isEqualTo("n3");
    assertThat(winner(round, PATIENCE, Set.of(node(1), node(3)))).isEqualTo("n1");
  }

  @Test
  void whoMayHaveLostRecordsPromisesButIsNotChosen() {
    ElectionRound round = round(3);
    round.report(node(1), report(4, 9, 1), 0);
    round.report(node(2), damaged(4, 12), 0);
    assertThat(round.winner(10 * PATIENCE, PATIENCE, Set.of())).isEmpty();
    assertThat(round.candidates())
        .containsExactly(
            new Choice.Candidate(node(1), position(4, 9), Wholeness.WHOLE),
            new Choice.Candidate(node(2), position(4, 12), Wholeness.NOT_WHOLE));
    round.report(node(3), report(4, 8, 1), 10 * PATIENCE);
    assertThat(winner(round, 11 * PATIENCE)).isEqualTo("n1");
  }

  @Test
  void aReplicaThatBecomesWholeMeanwhileCounts() {
    ElectionRound round = round(3);
    round.report(node(1), report(4, 9, 1), 0);
    round.report(node(2), damaged(4, 12), 0);
    round.report(node(2), report(4, 12, 1), 100);
    round.report(node(2), damaged(4, 12), 200);
    assertThat(winner(round, 100 + PATIENCE)).isEqualTo("n2");
  }

  @Test
  void theLastLeaderLeadsAgainOnlyIfNobodyHasMore() {
    ElectionRound round = round(3);
    round.report(node(3), report(4, 9, 1), 0);
    assertThat(round.again(node(3))).isEmpty();
    round.report(node(1), report(4, 9, 1), 0);
    assertThat(round.again(node(3)).map(ElectionRound.Winner::node)).contains(node(3));
    round.report(node(2), report(4, 10, 1), 0);
    assertThat(round.again(node(3))).isEmpty();
  }

  @Test
  void aForcedChoiceTakesWhoHasMostOnceEnoughHavePromised() {
    ElectionRound round = round(3);
    round.report(node(1), report(4, 9, 1), 0);
    assertThat(round.forced(10 * PATIENCE, PATIENCE, Set.of())).isEmpty();
    round.report(node(2), damaged(4, 12), 10 * PATIENCE);
    assertThat(round.forced(10 * PATIENCE, PATIENCE, Set.of())).isEmpty();
    assertThat(forced(round, 11 * PATIENCE)).isEqualTo("n2");
  }

  @Test
  void aForcedChoiceIsTheUsualOneIfThatCanBe() {
    ElectionRound round = round(3);
    round.report(node(1), report(4, 9, 1), 0);
    round.report(node(2), report(4, 12, 1), 0);
    round.report(node(3), damaged(4, 20), 0);
    assertThat(forced(round, PATIENCE)).isEqualTo("n2");
  }

  @Test
  void aReplicaWithoutRowsTellsWhatItAcknowledgedAndDoesNotLead() {
    ElectionRound round = round(3);
    round.report(node(1), report(4, 12, 1), 0);
    round.report(node(2), rowless(4, 12), 0);
    assertThat(winner(round, PATIENCE)).isEqualTo("n1");
  }

  @Test
  void nobodyLeadsWhoLacksWhatAReplicaWithoutRowsMayHaveAcknowledged() {
    ElectionRound round = round(3);
    round.report(node(1), report(4, 11, 1), 0);
    round.report(node(2), rowless(4, 12), 0);
    assertThat(round.winner(100 * PATIENCE, PATIENCE, Set.of())).isEmpty();
    round.report(node(2), report(4, 12, 1), 200 * PATIENCE);
    assertThat(winner(round, 200 * PATIENCE)).isEqualTo("n2");
  }

  @Test
  void aReplicaWithoutRowsIsNotForcedToLead() {
    ElectionRound round = round(3);
    round.report(node(1), damaged(4, 9), 0);
    round.report(node(2), rowless(4, 12), 0);
    assertThat(forced(round, 11 * PATIENCE)).isEqualTo("n1");
  }

  private static Report rowless(long epoch, long lsn) {
    return new Report(position(epoch, lsn), Wholeness.ROWLESS, 1);
  }

  private static String forced(ElectionRound round, long nowNanos) {
    return round.forced(nowNanos, PATIENCE, Set.of()).orElseThrow().node().name();
  }

  private static Report damaged(long epoch, long lsn) {
    return new Report(position(epoch, lsn), Wholeness.NOT_WHOLE, 1);
  }

  private static Set<NodeId> some(SplittableRandom random, int replicas) {
    Set<NodeId> chosen = new TreeSet<>();
    for (int number = 1; number <= replicas; number++) {
      if (random.nextInt(4) == 0) {
        chosen.add(node(number));
      }
    }
    return chosen;
  }

  private static String winner(ElectionRound round, long nowNanos, Set<NodeId> unsteady) {
    return round.winner(nowNanos, PATIENCE, unsteady).orElseThrow().node().name();
  }

  private static String winner(ElectionRound round, long nowNanos) {
    return round.winner(nowNanos, PATIENCE, Set.of()).orElseThrow().node().name();
  }

  private static ElectionRound round(int replicas) {
    return new ElectionRound(new Epoch(5), config(replicas));
  }

  private static AckConfig config(int replicas) {
    List<NodeId> nodes =
        IntStream.rangeClosed(1, replicas).mapToObj(ElectionRoundTest::node).toList();
    return AckConfig.first(AckMode.MAJORITY, nodes, List.of());
  }

  private static Report report(long epoch, long lsn, long boot) {
    return new Report(position(epoch, lsn), Wholeness.WHOLE, boot);
  }

  private static LogPosition position(long epoch, long lsn) {
    return new LogPosition(new Epoch(epoch), new Lsn(lsn));
  }

  private static NodeId node(int number) {
    return new NodeId("n" + number);
  }
}
