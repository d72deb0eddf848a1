package chorus.cluster;

import static chorus.cluster.Commands.FORM;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.Starts;
import chorus.cluster.MetaCommand.AddMember;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.PlaceDatabase;
import chorus.cluster.MetaCommand.PlanAck;
import chorus.cluster.MetaCommand.RemoveMember;
import chorus.cluster.MetaCommand.RenewMember;
import chorus.cluster.MetaCommand.StartNode;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.MemberAddress;
import chorus.definition.OnFollower;
import chorus.testing.Addresses;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Nodes that join and leave, as agreed facts.
final class MembersTest {
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N3 = new NodeId("n3");
  private static final NodeId N4 = new NodeId("n4");
  private static final AddMember ADD = new AddMember(N4, 1, Addresses.of(4));
  private static final ClusterState FORMED = ClusterState.EMPTY.after(FORM);

  @Test
  void anAddedNodeIsAMemberOnce() {
    ClusterState added = FORMED.after(ADD);
    assertThat(added.members().ids()).contains(N4).hasSize(4);
    assertThat(added.members().addresses()).containsEntry(N4, Addresses.of(4));
    assertThat(added.after(ADD)).isSameAs(added);
    assertThat(added.members().of(N4).orElseThrow().hasStarted()).isFalse();
    assertThat(added.after(new StartNode(N4, 1, 0)).members().of(N4).orElseThrow().hasStarted())
        .isTrue();
  }

  @Test
  void nobodyJoinsAClusterThatIsNotThere() {
    assertThat(ClusterState.EMPTY.after(ADD)).isSameAs(ClusterState.EMPTY);
  }

  @Test
  void whatAnotherMemberUsesIsNobodyElses() {
    MemberAddress taken = new MemberAddress("127.0.0.1", 8001, 7101, 8201, 8301);
    MemberAddress elsewhere = new MemberAddress("127.0.0.2", 7001, 7101, 7201, 7301);
    assertThat(FORMED.after(new AddMember(N4, 1, taken))).isSameAs(FORMED);
    assertThat(FORMED.after(new AddMember(N4, 1, elsewhere)).members().contains(N4)).isTrue();
  }

  @Test
  void aRemovedNodeNeverComesBackInTheSameIncarnation() {
    ClusterState removed = FORMED.after(ADD).after(new RemoveMember(N4, 1));
    assertThat(removed.members().contains(N4)).isFalse();
    assertThat(removed.members().isDeparted(N4, 7)).isTrue();
    assertThat(removed.after(ADD)).isSameAs(removed);
    assertThat(removed.after(new RemoveMember(N4, 1))).isSameAs(removed);
    ClusterState again = removed.after(new AddMember(N4, 2, Addresses.of(4)));
    assertThat(again.members().contains(N4)).isTrue();
    assertThat(again.members().isDeparted(N4, 7)).isTrue();
    assertThat(again.members().isDeparted(N4, Starts.number(2, 1))).isFalse();
    assertThat(again.after(new RemoveMember(N4, 1))).isSameAs(again);
  }

  @Test
  void aStartOfAnEarlierIncarnationIsNoStart() {
    ClusterState again =
        FORMED
            .after(ADD)
            .after(new RemoveMember(N4, 1))
            .after(new AddMember(N4, 2, Addresses.of(4)));
    assertThat(again.after(new StartNode(N4, 9, 0))).isSameAs(again);
    assertThat(
            again
                .after(new StartNode(N4, Starts.number(2, 1), Starts.number(2, 0)))
                .members()
                .boot(N4))
        .isEqualTo(Starts.number(2, 1));
  }

  @Test
  void aMemberThatLostWhatItHadIsTheNextIncarnationAndNothingOfTheOldOneCounts() {
    long third = Starts.number(1, 3, 33);
    ClusterState before = FORMED.after(new StartNode(N3, third, 0));
    ClusterState renewed = before.after(new RenewMember(N3, third));
    Member member = renewed.members().of(N3).orElseThrow();
    assertThat(member.incarnation()).isEqualTo(2);
    assertThat(member.hasStarted()).isFalse();
    assertThat(member.address()).isEqualTo(before.members().of(N3).orElseThrow().address());
    assertThat(renewed.members().isDeparted(N3, third)).isTrue();
    assertThat(renewed.after(new StartNode(N3, Starts.number(1, 4), third))).isSameAs(renewed);
    assertThat(renewed.after(new RenewMember(N3, third))).isSameAs(renewed);
  }

  @Test
  void whoStartedSinceIsNotRenewed() {
    ClusterState before = FORMED.after(new StartNode(N3, 1, 0)).after(new StartNode(N3, 2, 1));
    assertThat(before.after(new RenewMember(N3, 1))).isSameAs(before);
  }

  @Test
  void aStartFollowsOnTheOneThatIsKnown() {
    ClusterState started = FORMED.after(new StartNode(N3, Starts.number(1, 1, 11), 0));
    assertThat(started.after(new StartNode(N3, Starts.number(1, 2, 22), Starts.number(1, 1, 99))))
        .as("of a copy whose first start was another one")
        .isSameAs(started);
    assertThat(started.after(new StartNode(N3, Starts.number(1, 1, 44), Starts.number(1, 1, 11))))
        .as("no later one")
        .isSameAs(started);
  }

  @Test
  void whatARenewedMemberHeldItHoldsAnew() {
    ClusterState held =
        FORMED.after(CreateDatabase.majority("main", 0, Engine.MEMORY, FailoverMode.AUTO));
    DatabaseDefinition before = held.byName("main").orElseThrow();
    DatabaseDefinition after = held.after(new RenewMember(N3, 0)).byName("main").orElseThrow();
    assertThat(after.holders()).isEqualTo(before.holders());
    assertThat(after.placement().life(N3)).isGreaterThan(before.placement().life(N3));
    assertThat(after.placement().life(N1)).isEqualTo(before.placement().life(N1));
    assertThat(after.version()).isEqualTo(before.version() + 1);
  }

  @Test
  void whoHoldsAReplicaOrIsAWitnessIsNotRemoved() {
    ClusterState two =
        FORMED.after(
            new CreateDatabase(
                "main",
                0,
                Engine.MEMORY,
                FailoverMode.AUTO,
                OnFollower.FORWARD,
                AckPolicy.of(AckMode.MAJORITY),
                2));
    assertThat(two.heldBy(N3)).hasSize(1);
    assertThat(two.after(new RemoveMember(N1, 1))).isSameAs(two);
    assertThat(two.after(new RemoveMember(N3, 1))).isSameAs(two);
    ClusterState grown = two.after(ADD);
    assertThat(grown.heldBy(N4)).isEmpty();
    assertThat(grown.after(new RemoveMember(N4, 1)).members().size()).isEqualTo(3);
  }

  @Test
  void theLastMemberStays() {
    ClusterState alone = FORMED.after(new RemoveMember(N1, 1)).after(new RemoveMember(N3, 1));
    assertThat(alone.members().size()).isEqualTo(1);
    assertThat(alone.after(new RemoveMember(new NodeId("n2"), 1))).isSameAs(alone);
  }

  @Test
  void newDatabasesCountWhoJoined() {
    ClusterState state =
        FORMED
            .after(ADD)
            .after(CreateDatabase.majority("main", 0, Engine.MEMORY, FailoverMode.AUTO));
    assertThat(state.byIndex(0).orElseThrow().ack().replicas()).contains(N4).hasSize(4);
  }

  @Test
  void nothingIsPlannedForWhoIsNoMember() {
    ClusterState led =
        FORMED
            .after(CreateDatabase.majority("main", 0, Engine.MEMORY, FailoverMode.AUTO))
            .after(new BeginElection(Commands.shard(0), Epoch.NONE, ending()))
            .after(
                new ElectLeader(
                    Commands.shard(0), new Epoch(1), N1, 1, new Choice(N1, 1, List.of())));
    DatabaseDefinition definition = led.byIndex(0).orElseThrow();
    AckConfig ack = definition.ack();
    List<NodeId> wished = Stream.concat(ack.replicas().stream(), Stream.of(N4)).toList();
    AckConfig next =
        new AckConfig(ack.version() + 1, AckMode.MAJORITY, wished, List.of(), List.of());
    PlanAck plan = new PlanAck(Commands.shard(0), new Epoch(1), ack.version(), next);
    assertThat(led.after(plan)).isSameAs(led);
    ClusterState placed = led.after(ADD).after(new PlaceDatabase(definition.id(), 1, wished));
    assertThat(placed.heldBy(N4)).hasSize(1);
    assertThat(placed.after(plan).after(new RemoveMember(N4, 1)).members().contains(N4)).isTrue();
    assertThat(placed.after(new RemoveMember(N4, 1))).isSameAs(placed);
  }

  private static Ending ending() {
    return new Ending(Ending.Cause.CREATED, N1, 0, 0, "new");
  }
}
