package chorus.cluster;

import static chorus.cluster.Commands.FORM;
import static chorus.cluster.Commands.shard;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.cluster.Ending.Cause;
import chorus.cluster.MetaCommand.AlterDatabase;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.CompleteAck;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.DropDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.ForgetDatabase;
import chorus.cluster.MetaCommand.HandOver;
import chorus.cluster.MetaCommand.PlaceDatabase;
import chorus.cluster.MetaCommand.PlanAck;
import chorus.cluster.MetaCommand.RemoveMember;
import chorus.cluster.MetaCommand.ReserveSequence;
import chorus.cluster.MetaCommand.Served;
import chorus.cluster.MetaCommand.UndropDatabase;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Dropped;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.OnFollower;
import chorus.resp.Bytes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How a database goes, by the agreed facts alone.
final class DropsTest {
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final DatabaseId ORDERS = new DatabaseId(0);
  private static final long OVER = 5_000;
  private static final Ending ENDING = new Ending(Cause.DROPPED, N2, 1_000, 0, "asked for");
  private static final Ending FOUND = new Ending(Cause.DETECTED, N2, 1_000, 0, "silent");
  private static final Choice CHOICE = new Choice(N2, 1, List.of());

  /// n1 leads epoch 1.
  private static final ClusterState LED =
      after(
          ClusterState.EMPTY,
          FORM,
          create("orders", 3),
          new BeginElection(shard(0), Epoch.NONE, FOUND),
          new ElectLeader(shard(0), new Epoch(1), N1, 1, CHOICE));

  private static final ClusterState DROPPED = after(LED, drop(1));

  @Test
  void whoIsDroppedIsLedByNobodyAndNoElectionEnds() {
    assertThat(DROPPED.leadership(shard(0)))
        .isEqualTo(new Leadership.Electing(new Epoch(2), Optional.of(N1), Cause.DROPPED));
    assertThat(DROPPED.isDropped(ORDERS)).isTrue();
    assertRefused(DROPPED, new ElectLeader(shard(0), new Epoch(2), N2, 1, CHOICE));
    assertRefused(DROPPED, new BeginElection(shard(0), new Epoch(2), FOUND));
    assertRefused(DROPPED, new HandOver(shard(0), new Epoch(1), N2, 1, FOUND));
    assertRefused(DROPPED, new ReserveSequence(shard(0), new Epoch(1), Bytes.utf8("s"), 0, 100));
  }

  @Test
  void theEndOfTheLeadershipIsRemembered() {
    LeaderChange last = DROPPED.history(shard(0)).changes().getLast();
    assertThat(last.epoch()).isEqualTo(new Epoch(2));
    assertThat(last.ending()).isEqualTo(ENDING);
    assertThat(last.before()).contains(N1);
  }

  @Test
  void aDropThatIsTakenBackLetsTheElectionGoOn() {
    ClusterState back = after(DROPPED, new UndropDatabase(ORDERS, 2));
    assertThat(back.isDropped(ORDERS)).isFalse();
    assertThat(back.leadership(shard(0)).epoch()).isEqualTo(new Epoch(2));
    ClusterState led = after(back, new ElectLeader(shard(0), new Epoch(2), N2, 1, CHOICE));
    assertThat(led.leadership(shard(0)).last()).contains(N2);
  }

  @Test
  void marksOfSequencesOutliveADropThatIsTakenBack() {
    ClusterState drawn =
        after(LED, new ReserveSequence(shard(0), new Epoch(1), Bytes.utf8("s"), 0, 100));
    ClusterState back = after(drawn, drop(1), new UndropDatabase(ORDERS, 2));
    assertThat(back.sequences(ORDERS).of(Bytes.utf8("s"))).isEqualTo(100);
  }

  @Test
  void nameAndIndexStayTakenWhileItCanComeBack() {
    assertRefused(DROPPED, create("orders", 9));
    assertRefused(DROPPED, create("other", 3));
  }

  @Test
  void whatIsDroppedIsNotAltered() {
    assertRefused(
        DROPPED,
        new AlterDatabase(
            ORDERS, 2, FailoverMode.MANUAL, OnFollower.FORWARD, AckPolicy.of(AckMode.MAJORITY)));
  }

  @Test
  void whatIsDroppedIsNotMoved() {
    assertRefused(DROPPED, new PlaceDatabase(ORDERS, 2, List.of(N1, N2)));
  }

  /// Nobody leads, so nobody brings a change to its end. It goes on with the next leader.
  @Test
  void aChangeOfReplicasStandsStillUntilTheDropIsTakenBack() {
    ClusterState leaving =
        after(
            LED,
            new PlaceDatabase(ORDERS, 1, List.of(N1, N2)),
            new PlanAck(shard(0), new Epoch(1), 1, definition(LED).ack().without(2, N3)));
    ClusterState dropped = after(leaving, drop(2));
    assertThat(definition(dropped).next()).isPresent();
    assertRefused(dropped, new CompleteAck(shard(0), new Epoch(1), 2));
    assertRefused(dropped, new PlanAck(shard(0), new Epoch(1), 1, definition(leaving).latest()));
    ClusterState back =
        after(
            dropped,
            new UndropDatabase(ORDERS, 3),
            new ElectLeader(shard(0), new Epoch(2), N2, 1, CHOICE));
    assertThat(definition(back).ack().replicas()).containsExactly(N1, N2, N3);
    assertThat(definition(back).leaving()).containsExactly(N3);
    ClusterState done = after(back, new CompleteAck(shard(0), new Epoch(2), 2));
    assertThat(definition(done).ack().replicas()).containsExactly(N1, N2);
  }

  @Test
  void aNodeIsNeededByWhatCanComeBackAndNotByWhatIsForgotten() {
    RemoveMember remove = new RemoveMember(N3, 1);
    assertThat(DROPPED.heldBy(N3)).extracting(DatabaseDefinition::name).containsExactly("orders");
    assertRefused(DROPPED, remove);
    ClusterState gone = after(DROPPED, new ForgetDatabase(ORDERS, 2, OVER));
    assertThat(gone.heldBy(N3)).isEmpty();
    assertThat(gone.after(remove).members().contains(N3)).isFalse();
  }

  @Test
  void aDropIsMeantForTheDefinitionThatItsUserSaw() {
    assertRefused(LED, drop(2));
    assertRefused(DROPPED, drop(2));
    assertRefused(LED, new UndropDatabase(ORDERS, 1));
    assertRefused(DROPPED, new UndropDatabase(ORDERS, 1));
  }

  @Test
  void aDatabaseThatNobodyEverLedIsDroppedToo() {
    ClusterState vacant = after(ClusterState.EMPTY, FORM, create("orders", 3), drop(1));
    assertThat(vacant.isDropped(ORDERS)).isTrue();
    assertRefused(vacant, new BeginElection(shard(0), Epoch.NONE, FOUND));
    ClusterState back = after(vacant, new UndropDatabase(ORDERS, 2));
    assertThat(back.after(new BeginElection(shard(0), Epoch.NONE, FOUND))).isNotSameAs(back);
  }

  @Test
  void nothingIsForgottenBeforeItsTime() {
    assertRefused(DROPPED, new ForgetDatabase(ORDERS, 2, OVER - 1));
    assertRefused(LED, new ForgetDatabase(ORDERS, 1, OVER));
    ClusterState again = after(DROPPED, new UndropDatabase(ORDERS, 2), drop(3));
    assertRefused(again, new ForgetDatabase(ORDERS, 2, OVER));
    assertThat(DROPPED.isForgotten(ORDERS)).isFalse();
  }

  @Test
  void ofWhatIsForgottenNothingIsKnown() {
    ClusterState gone = after(DROPPED, new ForgetDatabase(ORDERS, 2, OVER));
    assertThat(gone.isForgotten(ORDERS)).isTrue();
    assertThat(gone.definitions()).isEmpty();
    assertThat(gone.leaderships()).isEmpty();
    assertThat(gone.histories()).isEmpty();
    assertThat(gone.sequences()).isEmpty();
    assertRefused(gone, new UndropDatabase(ORDERS, 2));
    assertRefused(gone, new BeginElection(shard(0), Epoch.NONE, FOUND));
    assertRefused(gone, new Served(shard(0), new Epoch(1), 10));
  }

  /// As a node reads them that joins, or was away for long.
  @Test
  void whatIsDroppedAndWhatIsForgottenIsInASnapshot() {
    ClusterState both =
        after(DROPPED, new ForgetDatabase(ORDERS, 2, OVER), create("orders", 3), drop(1, 1));
    ClusterState read = StateCodec.decode(StateCodec.encode(both));
    assertThat(read).isEqualTo(both);
    assertThat(read.isForgotten(ORDERS)).isTrue();
    assertThat(read.isDropped(new DatabaseId(1))).isTrue();
  }

  @Test
  void anIdIsNeverUsedAgain() {
    ClusterState gone = after(DROPPED, new ForgetDatabase(ORDERS, 2, OVER));
    ClusterState anew = after(gone, create("orders", 3));
    assertThat(anew.byName("orders").orElseThrow().id()).isEqualTo(new DatabaseId(1));
    assertThat(anew.isForgotten(ORDERS)).isTrue();
    assertThat(anew.isForgotten(new DatabaseId(1))).isFalse();
    assertThat(anew.isForgotten(new DatabaseId(2))).isFalse();
  }

  private static DropDatabase drop(long version) {
    return drop(ORDERS.number(), version);
  }

  private static DropDatabase drop(int database, long version) {
    return new DropDatabase(new DatabaseId(database), version, new Dropped(OVER), ENDING);
  }

  private static DatabaseDefinition definition(ClusterState state) {
    return state.byName("orders").orElseThrow();
  }

  private static CreateDatabase create(String name, int index) {
    return CreateDatabase.majority(name, index, Engine.MEMORY, FailoverMode.AUTO);
  }

  private static ClusterState after(ClusterState state, MetaCommand... commands) {
    ClusterState now = state;
    for (MetaCommand each : commands) {
      now = now.after(each);
    }
    return now;
  }

  private static void assertRefused(ClusterState state, MetaCommand command) {
    assertThat(state.after(command)).isSameAs(state);
  }
}
