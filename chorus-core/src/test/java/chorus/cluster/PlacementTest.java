package chorus.cluster;

import static chorus.cluster.Commands.shard;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.cluster.MetaCommand.AlterDatabase;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.CompleteAck;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.FormCluster;
import chorus.cluster.MetaCommand.HandOver;
import chorus.cluster.MetaCommand.PlaceDatabase;
import chorus.cluster.MetaCommand.PlanAck;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.OnFollower;
import chorus.testing.Addresses;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who holds a database, as it is agreed: the wish, the learners, and one replica more or fewer at
/// a time.
final class PlacementTest {
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final NodeId N4 = new NodeId("n4");
  private static final NodeId N5 = new NodeId("n5");
  private static final DatabaseId MAIN = new DatabaseId(0);
  private static final Epoch ONE = new Epoch(1);
  private static final Ending ENDING = new Ending(Ending.Cause.DETECTED, N2, 0, 0, "silent");
  private static final Choice CHOICE = new Choice(N2, 1, List.of());

  private ClusterState state =
      after(
          ClusterState.EMPTY,
          new FormCluster("blue", Addresses.of(List.of(N1, N2, N3, N4, N5))),
          new CreateDatabase(
              "main",
              0,
              Engine.MEMORY,
              FailoverMode.AUTO,
              OnFollower.FORWARD,
              AckPolicy.of(AckMode.MAJORITY),
              3),
          new BeginElection(shard(0), Epoch.NONE, ENDING),
          new ElectLeader(shard(0), ONE, N1, 1, CHOICE));

  @Test
  void whoIsWantedLearnsAtOnceAndCountsLater() {
    wish(N1, N2, N3, N4);
    assertThat(main().ack().replicas()).containsExactly(N1, N2, N3);
    assertThat(main().learners()).containsExactly(N4);
    assertThat(main().joining()).containsExactly(N4);
    state = state.after(plan(main().ack().with(2, N4)));
    assertThat(main().learners()).containsExactly(N4);
    state = state.after(new CompleteAck(shard(0), ONE, 2));
    assertThat(main().ack().replicas()).containsExactly(N1, N2, N3, N4);
    assertThat(main().learners()).isEmpty();
    assertThat(main().isPlaced()).isTrue();
  }

  @Test
  void whoLeftHoldsNothingAndOtherwiseEverybodyDoes() {
    wish(N1, N2);
    assertThat(main().holders()).containsExactly(N1, N2, N3);
    state = state.after(plan(main().ack().without(2, N3)));
    assertThat(main().holders()).containsExactly(N1, N2, N3);
    state = state.after(new CompleteAck(shard(0), ONE, 2));
    assertThat(main().holders()).containsExactly(N1, N2);
  }

  /// A plan may be in force already, as far as its leader knows.
  @Test
  void whoIsPlannedHoldsItThoughNobodyWantsItAnyMore() {
    wish(N1, N2, N3, N4);
    state = state.after(plan(main().ack().with(2, N4)));
    wish(N1, N2, N3);
    assertThat(main().holders()).containsExactly(N1, N2, N3, N4);
    state = state.after(plan(main().ack().as(3)));
    assertThat(main().holders()).containsExactly(N1, N2, N3);
  }

  @Test
  void theFenceGroupIsFilledUpToThree() {
    wish(N1, N2);
    state = state.after(plan(main().ack().without(2, N3)));
    assertThat(main().latest().witnesses()).as("not the one that leaves").containsExactly(N4);
    state = state.after(new CompleteAck(shard(0), ONE, 2));
    wish(N1, N2, N4);
    state = state.after(plan(main().ack().with(3, N4)));
    assertThat(main().latest().witnesses()).isEmpty();
  }

  @Test
  void oneReplicaJoinsOrLeavesAtATimeAndNothingElseChangesWithIt() {
    wish(N1, N2, N4, N5);
    AckConfig inForce = main().ack();
    assertRefused(plan(inForce.with(2, N4).with(2, N5)));
    assertRefused(plan(inForce.with(2, N4).without(2, N3)));
    assertRefused(plan(inForce.with(2, N4).as(2, AckMode.ALL)));
    assertThat(state.after(plan(inForce.with(2, N4)))).isNotSameAs(state);
    assertThat(state.after(plan(inForce.as(2, AckMode.ALL)))).isNotSameAs(state);
  }

  @Test
  void whoIsNotWantedIsNotPlanned() {
    assertRefused(plan(main().ack().with(2, N4)));
  }

  @Test
  void aWishThatCannotBeIsRefused() {
    assertRefused(new PlaceDatabase(MAIN, 1, List.of()));
    assertRefused(new PlaceDatabase(MAIN, 1, List.of(N1, N1)));
    assertRefused(new PlaceDatabase(MAIN, 1, List.of(N1, new NodeId("n9"))));
    assertRefused(new PlaceDatabase(MAIN, 2, List.of(N1, N2)));
    assertRefused(new PlaceDatabase(new DatabaseId(7), 1, List.of(N1, N2)));
    state =
        state.after(
            new AlterDatabase(
                MAIN, 1, FailoverMode.AUTO, OnFollower.FORWARD, AckPolicy.of(AckMode.SEMI_SYNC)));
    assertRefused(new PlaceDatabase(MAIN, 2, List.of(N1)));
  }

  @Test
  void aModeIsRefusedThatTheWantedReplicasAreTooFewFor() {
    wish(N1);
    assertRefused(
        new AlterDatabase(
            MAIN, 2, FailoverMode.AUTO, OnFollower.FORWARD, AckPolicy.of(AckMode.SEMI_SYNC)));
  }

  /// Also while both configurations count: what is in force decides.
  @Test
  void whoHoldsNoReplicaInForceIsNotChosen() {
    wish(N1, N2, N3, N4);
    state = state.after(plan(main().ack().with(2, N4)));
    assertRefused(new HandOver(shard(0), ONE, N4, 1, ENDING));
    state = state.after(new BeginElection(shard(0), ONE, ENDING));
    assertRefused(new ElectLeader(shard(0), new Epoch(2), N4, 1, CHOICE));
    assertThat(state.after(new ElectLeader(shard(0), new Epoch(2), N2, 1, CHOICE)))
        .isNotSameAs(state);
  }

  @Test
  void nothingIsPlannedOrCompletedWhileALeaderIsChosen() {
    wish(N1, N2, N3, N4);
    state = state.after(plan(main().ack().with(2, N4)));
    state = state.after(new BeginElection(shard(0), ONE, ENDING));
    assertRefused(new CompleteAck(shard(0), ONE, 2));
    assertRefused(plan(main().ack().as(3)));
  }

  @Test
  void whoComesBackBeginsALifeOfItsOwn() {
    assertThat(main().placement().life(N3)).isZero();
    wish(N1, N2);
    state = state.after(plan(main().ack().without(2, N3)));
    wish(N1, N2, N3);
    assertThat(main().placement().life(N3)).as("it never ceased to hold it").isZero();
    state = state.after(new CompleteAck(shard(0), ONE, 2));
    wish(N1, N2);
    wish(N1, N2, N3);
    long again = main().placement().life(N3);
    assertThat(again).isGreaterThan(1);
    assertThat(main().placement().life(N1)).isZero();
    wish(N1, N2);
    wish(N1, N2, N3);
    assertThat(main().placement().life(N3)).isGreaterThan(again);
  }

  private void wish(NodeId... nodes) {
    state = state.after(new PlaceDatabase(MAIN, main().version(), List.of(nodes)));
    assertThat(main().placement().wanted()).containsExactly(nodes);
  }

  private PlanAck plan(AckConfig next) {
    return new PlanAck(shard(0), ONE, main().ack().version(), next);
  }

  private void assertRefused(MetaCommand command) {
    assertThat(state.after(command)).as("%s", command).isSameAs(state);
  }

  private DatabaseDefinition main() {
    return state.byName("main").orElseThrow();
  }

  private static ClusterState after(ClusterState state, MetaCommand... commands) {
    ClusterState last = state;
    for (MetaCommand each : commands) {
      last = last.after(each);
    }
    return last;
  }
}
