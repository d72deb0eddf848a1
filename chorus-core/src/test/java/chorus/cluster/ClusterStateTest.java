package chorus.cluster;

import static chorus.cluster.Commands.FORM;
import static chorus.cluster.Commands.MEMBERS;
import static chorus.cluster.Commands.shard;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.FormCluster;
import chorus.cluster.MetaCommand.HandOver;
import chorus.cluster.MetaCommand.StartNode;
import chorus.definition.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class ClusterStateTest {
  private static final CreateDatabase MAIN = new CreateDatabase("main", 0, Engine.ROCKSDB);
  private static final NodeId N1 = MEMBERS.get(0);
  private static final NodeId N2 = MEMBERS.get(1);

  @Test
  void aClusterIsFormedOnce() {
    ClusterState formed = after(FORM);
    assertThat(formed.isFormed()).isTrue();
    assertThat(formed.members().keySet()).containsExactlyElementsOf(MEMBERS);
    assertThat(formed.after(new FormCluster("green", List.of(N1)))).isSameAs(formed);
  }

  @Test
  void theCountOfStartsOfANodeOnlyRises() {
    ClusterState started = after(FORM, new StartNode(N1, 3));
    assertThat(started.members().get(N1)).isEqualTo(3);
    assertThat(started.after(new StartNode(N1, 3))).isSameAs(started);
    assertThat(started.after(new StartNode(N1, 2))).isSameAs(started);
    assertThat(started.after(new StartNode(N1, 4)).members().get(N1)).isEqualTo(4);
  }

  @Test
  void whoIsNoMemberDoesNotStart() {
    ClusterState formed = after(FORM);
    assertThat(formed.after(new StartNode(new NodeId("n9"), 1))).isSameAs(formed);
  }

  @Test
  void nameAndIndexOfADatabaseAreTakenOnce() {
    ClusterState created = after(FORM, MAIN);
    assertThat(created.after(new CreateDatabase("main", 1, Engine.MEMORY))).isSameAs(created);
    assertThat(created.after(new CreateDatabase("other", 0, Engine.MEMORY))).isSameAs(created);
    assertThat(created.byName("main")).isEqualTo(created.byIndex(0)).isPresent();
    assertThat(created.leadership(shard(0))).isEqualTo(new Leadership.Vacant());
  }

  @Test
  void thePreferredLeaderMovesOnWithEachDatabase() {
    ClusterState state =
        after(
            FORM, MAIN, new CreateDatabase("b", 1, Engine.MEMORY), create("c", 2), create("d", 3));
    assertThat(state.definitions())
        .extracting(each -> each.ack().replicas().getFirst().name())
        .containsExactly("n1", "n2", "n3", "n1");
    assertThat(state.definitions())
        .allSatisfy(
            each -> assertThat(each.ack().replicas()).containsExactlyInAnyOrderElementsOf(MEMBERS));
  }

  /// Whoever asked too early: the command is in the log for ever and is replayed at each start.
  @Test
  void aDatabaseOfNoClusterIsRefused() {
    assertThat(ClusterState.EMPTY.after(MAIN)).isSameAs(ClusterState.EMPTY);
  }

  @Test
  void aDatabaseWithANameThatNoneMayHaveIsRefused() {
    ClusterState formed = after(FORM);
    assertThat(formed.after(create("No Name", 1))).isSameAs(formed);
  }

  @Test
  void anElectionBeginsOnlyFromTheEpochThatItEnds() {
    ClusterState created = after(FORM, MAIN);
    ClusterState electing = created.after(new BeginElection(shard(0), Epoch.NONE));
    assertThat(electing.leadership(shard(0))).isEqualTo(new Leadership.Electing(new Epoch(1)));
    assertThat(electing.after(new BeginElection(shard(0), Epoch.NONE))).isSameAs(electing);
    assertThat(electing.after(new BeginElection(shard(0), new Epoch(2)))).isSameAs(electing);
    assertThat(created.after(new BeginElection(shard(7), Epoch.NONE))).isSameAs(created);
  }

  @Test
  void anElectionThatFindsNobodyMayBeginAgain() {
    ClusterState again = after(FORM, MAIN, begin(0), begin(1));
    assertThat(again.leadership(shard(0))).isEqualTo(new Leadership.Electing(new Epoch(2)));
  }

  @Test
  void anEpochHasAtMostOneLeader() {
    ClusterState led = after(FORM, MAIN, begin(0), elect(1, N1, 4));
    assertThat(led.leadership(shard(0)))
        .isEqualTo(new Leadership.Led(new Epoch(1), N1, 4, Epoch.NONE));
    assertThat(led.after(elect(1, N2, 1))).isSameAs(led);
    assertThat(led.after(elect(1, N1, 5))).isSameAs(led);
  }

  @Test
  void aLeadershipThatWasGivenUpPassesToItsSuccessorAtOnce() {
    ClusterState led = after(FORM, MAIN, begin(0), elect(1, N1, 4));
    ClusterState over = led.after(new HandOver(shard(0), new Epoch(1), N2, 3));
    assertThat(over.leadership(shard(0)))
        .isEqualTo(new Leadership.Led(new Epoch(2), N2, 3, new Epoch(1)));
  }

  @Test
  void onlyTheLeadershipThatWasGivenUpIsHandedOver() {
    ClusterState led = after(FORM, MAIN, begin(0), elect(1, N1, 4));
    assertThat(led.after(new HandOver(shard(0), Epoch.NONE, N2, 3))).isSameAs(led);
    assertThat(led.after(new HandOver(shard(0), new Epoch(2), N2, 3))).isSameAs(led);
    ClusterState electing = led.after(begin(1));
    assertThat(electing.after(new HandOver(shard(0), new Epoch(2), N2, 3))).isSameAs(electing);
    assertThat(electing.after(new HandOver(shard(0), new Epoch(1), N2, 3))).isSameAs(electing);
  }

  @Test
  void aChoiceForAnEpochThatIsNotBeingElectedIsRefused() {
    ClusterState created = after(FORM, MAIN);
    assertThat(created.after(elect(0, N1, 1))).isSameAs(created);
    assertThat(created.after(elect(1, N1, 1))).isSameAs(created);
    ClusterState later = after(FORM, MAIN, begin(0), begin(1));
    assertThat(later.after(elect(1, N1, 1))).isSameAs(later);
  }

  @Test
  void everyCommandAppliedTwiceDoesWhatItDoesOnce() {
    for (long seed = 1; seed <= 300; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      for (ClusterState state : Commands.history(random, 60)) {
        MetaCommand command = Commands.any(random, state);
        ClusterState once = state.after(command);
        assertThat(once.after(command)).as("%s, seed %d", command, seed).isSameAs(once);
      }
    }
  }

  /// A command that is committed a second time, however late, changes nothing.
  @Test
  void aCommandThatTookEffectNeverTakesEffectAgain() {
    int effects = 0;
    for (long seed = 1; seed <= 300; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      List<MetaCommand> effective = new ArrayList<>();
      ClusterState state = ClusterState.EMPTY;
      for (int step = 0; step < 80; step++) {
        MetaCommand command = Commands.any(random, state);
        ClusterState next = state.after(command);
        if (!next.equals(state)) {
          effective.add(command);
        }
        state = next;
        for (MetaCommand late : effective) {
          assertThat(state.after(late)).as("%s, seed %d", late, seed).isSameAs(state);
        }
      }
      effects += effective.size();
    }
    assertThat(effects).isGreaterThan(300 * 10);
  }

  @Test
  void epochsNeverGoBackAndNoEpochChangesItsLeader() {
    for (long seed = 1; seed <= 300; seed++) {
      List<ClusterState> states = Commands.history(new SplittableRandom(seed), 120);
      for (int at = 1; at < states.size(); at++) {
        Leadership before = states.get(at - 1).leadership(shard(0));
        Leadership now = states.get(at).leadership(shard(0));
        assertThat(now.epoch()).isGreaterThanOrEqualTo(before.epoch());
        if (before instanceof Leadership.Led && now.epoch().equals(before.epoch())) {
          assertThat(now).as("seed %d", seed).isEqualTo(before);
        }
      }
    }
  }

  @Test
  void databasesKeepTheirNumbers() {
    ClusterState state = after(FORM, create("a", 5), create("b", 2), create("a", 9));
    assertThat(state.byIndex(5).orElseThrow().id()).isEqualTo(new DatabaseId(0));
    assertThat(state.byIndex(2).orElseThrow().id()).isEqualTo(new DatabaseId(1));
    assertThat(state.databases()).hasSize(2);
  }

  private static ClusterState after(MetaCommand... commands) {
    ClusterState state = ClusterState.EMPTY;
    for (MetaCommand each : commands) {
      state = state.after(each);
    }
    return state;
  }

  private static CreateDatabase create(String name, int index) {
    return new CreateDatabase(name, index, Engine.MEMORY);
  }

  private static BeginElection begin(long from) {
    return new BeginElection(shard(0), new Epoch(from));
  }

  private static ElectLeader elect(long epoch, NodeId leader, long boot) {
    return new ElectLeader(shard(0), new Epoch(epoch), leader, boot);
  }
}
