package chorus.single;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.DatabaseDefinition;
import chorus.log.ReplicaState.Wholeness;
import chorus.wire.PeerMessage.Append;
import chorus.wire.PeerMessage.AppendReply;
import chorus.wire.PeerMessage.Owed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How replicas join and leave while n1 leads and is written to. The test plays the others, and the
/// control plane.
final class PlacingTest {
  private static final NodeId N1 = LoneReplica.SELF;
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final NodeId N4 = new NodeId("n4");
  private static final Epoch EPOCH = new Epoch(1);
  private static final Duration HEARTBEAT = Duration.ofMillis(100);

  private final RecordedAnswer writer = new RecordedAnswer();
  private LoneReplica leader = new LoneReplica(three(AckMode.MAJORITY));
  private DatabaseDefinition definition = LoneReplica.defined(three(AckMode.MAJORITY));

  @Test
  void aLearnerIsShippedToAndDoesNotCount() {
    lead(AckMode.MAJORITY);
    wish(N1, N2, N3, N4);
    assertThat(leader.plans).as("nothing is known of it").isEmpty();
    leader.submit(writer.batch("SET k v"));
    confirm(N4);
    assertThat(writer.said).isEmpty();
    confirm(N2);
    assertThat(writer.only()).containsExactly("OK");
  }

  /// Else nobody could read from it until the next write, and its lag would rise all the time.
  @Test
  void whoJoinsWhileNobodyWritesLearnsWhatIsCommitted() {
    lead(AckMode.MAJORITY);
    long committed = leader.replica().status().commit().number();
    assertThat(committed).isPositive();
    wish(N1, N2, N3, N4);
    pass(N2, N3, N4);
    assertThat(end()).isEqualTo(committed);
    assertThat(leader.takeSentTo(N4, Append.class).getLast().commit().number())
        .isEqualTo(committed);
  }

  @Test
  void aLearnerThatHasCaughtUpIsPlannedAndThenRecordsNeedBothRules() {
    lead(AckMode.MAJORITY);
    wish(N1, N2, N3, N4);
    confirm(N4);
    pass(N2, N3, N4);
    assertThat(leader.plans).extracting(AckConfig::replicas).contains(List.of(N1, N2, N3, N4));
    agree();
    leader.submit(writer.batch("SET k v"));
    confirm(N2);
    assertThat(writer.said).as("three of four are needed by now").isEmpty();
    confirm(N4);
    assertThat(writer.only()).containsExactly("OK");
    assertThat(leader.asked).contains("complete 2");
  }

  /// The replicas that are there are one too few for the planned rule, without the new one.
  @Test
  void anotherSetIsReportedAsHoldingOnlyOnceAllRecordsAreOnEnoughOfIt() {
    lead(AckMode.MAJORITY);
    wish(N1, N2, N3, N4);
    confirm(N4);
    pass(N2, N4);
    leader.submit(writer.batch("SET k v"));
    confirm(N2);
    assertThat(writer.only()).containsExactly("OK");
    agree();
    assertThat(leader.asked).doesNotContain("complete 2");
    confirm(N4);
    assertThat(leader.asked).contains("complete 2");
  }

  @Test
  void aLearnerThatDoesNotAnswerHoldsNothingUp() {
    lead(AckMode.ALL);
    wish(N1, N2, N3, N4);
    leader.submit(writer.batch("SET k v"));
    confirm(N2);
    confirm(N3);
    assertThat(writer.only()).containsExactly("OK");
    pass(N2, N3);
    assertThat(leader.plans).isEmpty();
  }

  @Test
  void whatALearnerConfirmedInAnEarlierLifeDoesNotCount() {
    lead(AckMode.MAJORITY);
    wish(N1, N2, N4);
    wish(N1, N2, N3, N4);
    long old = definition.placement().life(N4) - 1;
    leader.confirm(N4, EPOCH, end(), old);
    pass(N2, N3);
    assertThat(leader.plans).isEmpty();
    confirm(N4);
    pass(N2, N3, N4);
    assertThat(leader.plans).isNotEmpty();
  }

  @Test
  void aReplicaLeavesOnceAllThatAreToJoinAreThere() {
    lead(AckMode.MAJORITY);
    wish(N1, N2, N4);
    pass(N2, N3);
    assertThat(leader.plans).isEmpty();
    confirm(N4);
    pass(N2, N3, N4);
    agree();
    confirm(N4);
    complete();
    pass(N2, N3, N4);
    assertThat(leader.plans.getLast().replicas()).containsExactly(N1, N2, N4);
    agree();
    complete();
    assertThat(definition.isPlaced()).isTrue();
  }

  @Test
  void whoLeftCountsNoMore() {
    lead(AckMode.MAJORITY);
    wish(N1, N2);
    pass(N2, N3);
    agree();
    complete();
    leader.submit(writer.batch("SET k v"));
    leader.confirm(N3, EPOCH, end(), 1);
    assertThat(writer.said).isEmpty();
    confirm(N2);
    assertThat(writer.only()).containsExactly("OK");
  }

  @Test
  void whoDoesNotAnswerLeavesFirst() {
    lead(AckMode.MAJORITY);
    wish(N1, N4);
    confirm(N4);
    pass(N2, N4);
    agree();
    confirm(N2);
    confirm(N4);
    complete();
    for (int beat = 0; beat < 15; beat++) {
      pass(N2, N4);
    }
    assertThat(leader.plans.getLast().replicas()).containsExactly(N1, N2, N4);
  }

  @Test
  void whoLeadsStays() {
    lead(AckMode.MAJORITY);
    wish(N2, N3);
    pass(N2, N3);
    assertThat(leader.plans).isEmpty();
    agree(definition.ack().without(2, N1));
    pass(N2, N3);
    assertThat(leader.asked).doesNotContain("complete 2");
    assertThat(leader.plans.getLast().replicas()).as("what is in force").contains(N1);
  }

  @Test
  void aSynchronousFollowerIsReplacedBeforeItLeaves() {
    lead(AckMode.SEMI_SYNC);
    wish(N1, N3);
    pass(N2, N3);
    assertThat(leader.plans.getLast().synchronous()).containsExactly(N1, N3);
    assertThat(leader.plans.getLast().replicas()).containsExactly(N1, N2, N3);
    agree();
    confirm(N2);
    confirm(N3);
    complete();
    pass(N2, N3);
    assertThat(leader.plans.getLast().replicas()).containsExactly(N1, N3);
  }

  @Test
  void theLeadershipIsNotHandedToWhoHoldsNoReplicaThatStays() {
    lead(AckMode.MAJORITY);
    wish(N1, N2, N3, N4);
    confirm(N4);
    assertThat(handOverTo(N4)).contains("holds no replica");
    wish(N1, N2);
    agree(definition.ack().without(2, N3));
    assertThat(handOverTo(N3)).contains("holds no replica");
  }

  /// What it says under an earlier number would count for an earlier time.
  @Test
  void whoComesBackSpeaksInTheLifeThatBeganWithIt() {
    LoneReplica learner = new LoneReplica(three(AckMode.MAJORITY));
    DatabaseDefinition without =
        LoneReplica.defined(AckConfig.first(AckMode.MAJORITY, List.of(N2, N3), List.of()));
    DatabaseDefinition again = without.placedOn(List.of(N1, N2, N3));
    learner.define(again);
    learner.replica().startIsKnown();
    learner.receive(
        new Append(
            LoneReplica.SHARD,
            EPOCH,
            LoneReplica.GATEWAY,
            LogPosition.START,
            Lsn.NONE,
            Lsn.NONE,
            Owed.NOTHING,
            List.of()));
    assertThat(learner.sent)
        .last()
        .isInstanceOfSatisfying(
            AppendReply.class,
            reply -> {
              assertThat(reply.incarnation()).isEqualTo(again.placement().life(N1));
              assertThat(reply.wholeness()).isEqualTo(Wholeness.NOT_WHOLE);
            });
  }

  @Test
  void aLearnerIsNotRead() {
    LoneReplica learner = new LoneReplica(three(AckMode.MAJORITY));
    DatabaseDefinition elsewhere =
        LoneReplica.defined(AckConfig.first(AckMode.MAJORITY, List.of(N2, N3), List.of()));
    learner.define(elsewhere.placedOn(List.of(N1, N2, N3)));
    learner.replica().readHere(writer.batch("GET k"));
    assertThat(writer.notLeading).isEqualTo(1);
  }

  private void lead(AckMode mode) {
    leader = new LoneReplica(three(mode));
    definition = LoneReplica.defined(three(mode));
    leader.lead(EPOCH);
    confirm(N2);
    confirm(N3);
  }

  private void wish(NodeId... nodes) {
    definition = definition.placedOn(List.of(nodes));
    leader.define(definition);
  }

  /// The control plane agrees to the last plan.
  private void agree() {
    agree(leader.plans.getLast());
  }

  private void agree(AckConfig next) {
    definition = definition.planning(next, EPOCH);
    leader.define(definition);
  }

  private void complete() {
    assertThat(leader.asked).contains("complete " + definition.latest().version());
    definition = definition.completed();
    leader.define(definition);
  }

  /// A heartbeat, in which these say that they have everything.
  private void pass(NodeId... followers) {
    leader.advance(HEARTBEAT);
    for (NodeId each : followers) {
      confirm(each);
    }
    leader.advance(HEARTBEAT);
    for (NodeId each : followers) {
      confirm(each);
    }
  }

  private void confirm(NodeId follower) {
    leader.confirm(follower, EPOCH, end(), Math.max(1, definition.placement().life(follower)));
  }

  private long end() {
    return leader.replica().status().last().number();
  }

  private String handOverTo(NodeId successor) {
    List<String> said = new ArrayList<>();
    leader
        .replica()
        .handOver(
            EPOCH,
            successor,
            Duration.ofSeconds(1),
            result ->
                said.add(result instanceof Result.Failed<?>(Fault fault) ? fault.detail() : ""));
    return said.isEmpty() ? "" : said.getFirst();
  }

  private static AckConfig three(AckMode mode) {
    return AckConfig.first(mode, List.of(N1, N2, N3), List.of());
  }
}
