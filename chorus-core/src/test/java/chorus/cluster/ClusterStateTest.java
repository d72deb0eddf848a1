package chorus.cluster;

import static chorus.cluster.Commands.FORM;
import static chorus.cluster.Commands.MEMBERS;
import static chorus.cluster.Commands.shard;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.LogPosition;
import chorus.base.NodeId;
import chorus.cluster.MetaCommand.AlterDatabase;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.ClientsSaw;
import chorus.cluster.MetaCommand.CompleteAck;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.FormCluster;
import chorus.cluster.MetaCommand.HandOver;
import chorus.cluster.MetaCommand.PlanAck;
import chorus.cluster.MetaCommand.Served;
import chorus.cluster.MetaCommand.StartNode;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.Fsync;
import chorus.definition.OnDegrade;
import chorus.definition.OnFollower;
import chorus.log.ReplicaState.Wholeness;
import chorus.testing.Addresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class ClusterStateTest {
  private static final Ending ENDING =
      new Ending(Ending.Cause.DETECTED, new NodeId("n2"), 1_790_000_000_000L, 1050, "silent");
  private static final Choice CHOICE = new Choice(new NodeId("n2"), 200, List.of());
  private static final CreateDatabase MAIN =
      CreateDatabase.majority("main", 0, Engine.ROCKSDB, FailoverMode.AUTO);
  private static final NodeId N1 = MEMBERS.get(0);
  private static final NodeId N2 = MEMBERS.get(1);

  private static final Choice NOBODY_ELSE = new Choice(N1, 1, List.of());

  @Test
  void aClusterIsFormedOnce() {
    ClusterState formed = after(FORM);
    assertThat(formed.isFormed()).isTrue();
    assertThat(formed.members().ids()).containsExactlyElementsOf(MEMBERS);
    assertThat(formed.after(new FormCluster("green", Addresses.of(List.of(N1))))).isSameAs(formed);
  }

  @Test
  void theCountOfStartsOfANodeOnlyRises() {
    ClusterState started = after(FORM, new StartNode(N1, 3, 0));
    assertThat(started.members().boot(N1)).isEqualTo(3);
    assertThat(started.after(new StartNode(N1, 3, 0))).isSameAs(started);
    assertThat(started.after(new StartNode(N1, 2, 3))).isSameAs(started);
    assertThat(started.after(new StartNode(N1, 4, 3)).members().boot(N1)).isEqualTo(4);
  }

  @Test
  void whoIsNoMemberDoesNotStart() {
    ClusterState formed = after(FORM);
    assertThat(formed.after(new StartNode(new NodeId("n9"), 1, 0))).isSameAs(formed);
  }

  @Test
  void nameAndIndexOfADatabaseAreTakenOnce() {
    ClusterState created = after(FORM, MAIN);
    assertThat(created.after(CreateDatabase.majority("main", 1, Engine.MEMORY, FailoverMode.AUTO)))
        .isSameAs(created);
    assertThat(created.after(CreateDatabase.majority("other", 0, Engine.MEMORY, FailoverMode.AUTO)))
        .isSameAs(created);
    assertThat(created.byName("main")).isEqualTo(created.byIndex(0)).isPresent();
    assertThat(created.leadership(shard(0))).isEqualTo(new Leadership.Vacant());
  }

  @Test
  void thePreferredLeaderMovesOnWithEachDatabase() {
    ClusterState state =
        after(
            FORM,
            MAIN,
            CreateDatabase.majority("b", 1, Engine.MEMORY, FailoverMode.AUTO),
            create("c", 2),
            create("d", 3));
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
    ClusterState electing = created.after(new BeginElection(shard(0), Epoch.NONE, ENDING));
    assertThat(electing.leadership(shard(0)))
        .isEqualTo(new Leadership.Electing(new Epoch(1), Optional.empty(), Ending.Cause.DETECTED));
    assertThat(electing.after(new BeginElection(shard(0), Epoch.NONE, ENDING))).isSameAs(electing);
    assertThat(electing.after(new BeginElection(shard(0), new Epoch(2), ENDING)))
        .isSameAs(electing);
    assertThat(created.after(new BeginElection(shard(7), Epoch.NONE, ENDING))).isSameAs(created);
  }

  @Test
  void anElectionThatFindsNobodyMayBeginAgain() {
    ClusterState again = after(FORM, MAIN, begin(0), begin(1));
    assertThat(again.leadership(shard(0)))
        .isEqualTo(new Leadership.Electing(new Epoch(2), Optional.empty(), Ending.Cause.DETECTED));
  }

  @Test
  void anEpochHasAtMostOneLeader() {
    ClusterState led = after(FORM, MAIN, begin(0), elect(1, N1, 4));
    assertThat(led.leadership(shard(0)))
        .isEqualTo(new Leadership.Led(new Epoch(1), N1, 4, Ending.Cause.DETECTED));
    assertThat(led.after(elect(1, N2, 1))).isSameAs(led);
    assertThat(led.after(elect(1, N1, 5))).isSameAs(led);
  }

  @Test
  void theHistoryTellsHowEachLeaderCame() {
    Hindrance waited = new Hindrance(3, 1200, 1, 0);
    ClusterState state =
        after(
            FORM,
            MAIN,
            begin(0),
            elect(1, N1, 4),
            new Served(shard(0), new Epoch(1), 40),
            new HandOver(shard(0), new Epoch(1), N2, 3, ENDING),
            new ClientsSaw(shard(0), new Epoch(2), N1, waited),
            begin(2));
    assertThat(state.history(shard(0)).changes())
        .containsExactly(
            new LeaderChange(
                new Epoch(1),
                Optional.empty(),
                ENDING,
                Optional.of(N1),
                Optional.of(CHOICE),
                Optional.of(40L),
                Map.of()),
            new LeaderChange(
                new Epoch(2),
                Optional.of(N1),
                ENDING,
                Optional.of(N2),
                Optional.empty(),
                Optional.empty(),
                Map.of(N1, waited)),
            LeaderChange.of(new Epoch(3), Optional.of(N2), ENDING));
  }

  @Test
  void whatIsSaidTwiceOfAChangeCountsOnce() {
    ClusterState once =
        after(
            FORM,
            MAIN,
            begin(0),
            elect(1, N1, 4),
            new Served(shard(0), new Epoch(1), 40),
            new ClientsSaw(shard(0), new Epoch(1), N1, Hindrance.waited(7)));
    assertThat(once.after(new Served(shard(0), new Epoch(1), 90))).isEqualTo(once);
    assertThat(once.after(new ClientsSaw(shard(0), new Epoch(1), N1, Hindrance.leftOpen())))
        .isEqualTo(once);
    assertThat(once.after(new Served(shard(0), new Epoch(5), 90))).isSameAs(once);
    assertThat(once.after(new Served(shard(7), new Epoch(1), 90))).isSameAs(once);
  }

  @Test
  void theHistoryKeepsTheLastChangesOnly() {
    ClusterState state = after(FORM, MAIN);
    for (int epoch = 0; epoch < Limits.LEADER_CHANGES + 5; epoch++) {
      state = state.after(begin(epoch));
    }
    assertThat(state.history(shard(0)).changes())
        .hasSize(Limits.LEADER_CHANGES)
        .first()
        .extracting(change -> change.epoch().number())
        .isEqualTo(6L);
  }

  @Test
  void aForcedLeaderIsRememberedLongestByThoseWhoWereNotAsked() {
    Ending forced = new Ending(Ending.Cause.FORCED, N2, 0, 0, "asked for");
    Choice choice =
        new Choice(
            N2, 0, List.of(new Choice.Candidate(N2, LogPosition.START, Wholeness.NOT_WHOLE)));
    ClusterState state =
        after(
            FORM,
            MAIN,
            new BeginElection(shard(0), Epoch.NONE, forced),
            new ElectLeader(shard(0), new Epoch(1), N2, 1, choice));
    for (int epoch = 1; epoch < Limits.LEADER_CHANGES + 5; epoch++) {
      state = state.after(begin(epoch));
    }
    assertThat(state.history(shard(0)).changes()).hasSize(Limits.LEADER_CHANGES);
    assertThat(state.history(shard(0)).forcedWithout(N1)).isEqualTo(new Epoch(1));
    assertThat(state.history(shard(0)).forcedWithout(N2)).isEqualTo(Epoch.NONE);
  }

  @Test
  void anotherModeIsWantedThenPlannedAndInForceOnceItsLeaderSaysSo() {
    ClusterState led = led(AckMode.ALL, OnDegrade.WAIT);
    assertThat(main(led).ack().mode()).isEqualTo(AckMode.MAJORITY);
    assertThat(main(led).nextMode()).contains(AckMode.ALL);
    assertThat(led.after(new CompleteAck(shard(0), new Epoch(1), 2))).isSameAs(led);
    AckConfig all = main(led).ack().as(2, AckMode.ALL);
    ClusterState planned = led.after(new PlanAck(shard(0), new Epoch(1), 1, all));
    assertThat(main(planned).ack().mode()).isEqualTo(AckMode.MAJORITY);
    assertThat(planned.after(new CompleteAck(shard(0), new Epoch(2), 2))).isSameAs(planned);
    assertThat(planned.after(new CompleteAck(shard(0), new Epoch(1), 3))).isSameAs(planned);
    ClusterState done = planned.after(new CompleteAck(shard(0), new Epoch(1), 2));
    assertThat(main(done).ack()).isEqualTo(all);
    assertThat(main(done).isSettled()).isTrue();
  }

  @Test
  void nothingIsPlannedOrComesIntoForceWhileNobodyLeads() {
    ClusterState planned = planned(led(AckMode.ALL, OnDegrade.ERROR));
    ClusterState electing = planned.after(begin(1));
    AckConfig other = main(planned).ack().as(3, AckMode.ALL);
    assertThat(electing.after(new CompleteAck(shard(0), new Epoch(1), 2))).isSameAs(electing);
    assertThat(electing.after(new PlanAck(shard(0), new Epoch(1), 1, other))).isSameAs(electing);
  }

  /// A leader that wants to stay with what was in force does not undo what came into force.
  @Test
  void whatIsPlannedNamesWhatItReplaces() {
    ClusterState planned = planned(led(AckMode.ALL, OnDegrade.ERROR));
    AckConfig back = main(planned).ack().as(3);
    ClusterState done = planned.after(new CompleteAck(shard(0), new Epoch(1), 2));
    assertThat(done.after(new PlanAck(shard(0), new Epoch(1), 1, back))).isSameAs(done);
    assertThat(main(planned.after(new PlanAck(shard(0), new Epoch(1), 1, back))).latest())
        .isEqualTo(back);
  }

  private ClusterState planned(ClusterState led) {
    AckConfig all = main(led).ack().as(2, AckMode.ALL);
    return led.after(new PlanAck(shard(0), new Epoch(1), 1, all));
  }

  private static ClusterState led(AckMode wanted, OnDegrade onDegrade) {
    return after(
        FORM,
        MAIN,
        begin(0),
        new ElectLeader(shard(0), new Epoch(1), N2, 1, NOBODY_ELSE),
        new AlterDatabase(
            new DatabaseId(0),
            1,
            FailoverMode.AUTO,
            OnFollower.FORWARD,
            AckPolicy.of(wanted).with(onDegrade)));
  }

  @Test
  void fewerReplicasThanThreeAreFilledUpWithWitnesses() {
    ClusterState made =
        after(
            FORM,
            new CreateDatabase(
                "main",
                0,
                Engine.MEMORY,
                FailoverMode.AUTO,
                OnFollower.FORWARD,
                AckPolicy.of(AckMode.SEMI_SYNC),
                2));
    assertThat(main(made).ack().replicas()).hasSize(2);
    assertThat(main(made).ack().witnesses()).hasSize(1);
    assertThat(main(made).ack().synchronous()).isEqualTo(main(made).ack().replicas());
    ClusterState formed = after(FORM);
    assertThat(
            formed.after(
                new CreateDatabase(
                    "main",
                    0,
                    Engine.MEMORY,
                    FailoverMode.AUTO,
                    OnFollower.FORWARD,
                    AckPolicy.of(AckMode.SEMI_SYNC),
                    1)))
        .isSameAs(formed);
  }

  private static DatabaseDefinition main(ClusterState state) {
    return state.byName("main").orElseThrow();
  }

  @Test
  void whatFollowersDoIsAgreedAndCanBeChanged() {
    ClusterState created =
        after(
            FORM,
            new CreateDatabase(
                "main",
                0,
                Engine.MEMORY,
                FailoverMode.AUTO,
                OnFollower.MOVED,
                AckPolicy.of(AckMode.MAJORITY),
                CreateDatabase.ALL_MEMBERS));
    assertThat(created.byName("main").orElseThrow().onFollower()).isEqualTo(OnFollower.MOVED);
    ClusterState altered =
        created.after(
            new AlterDatabase(
                new DatabaseId(0),
                1,
                FailoverMode.AUTO,
                OnFollower.READONLY,
                AckPolicy.of(AckMode.MAJORITY)));
    assertThat(altered.byName("main").orElseThrow().onFollower()).isEqualTo(OnFollower.READONLY);
  }

  @Test
  void whoDecidesOnAFailoverCanBeChanged() {
    ClusterState created = after(FORM, MAIN);
    ClusterState altered =
        created.after(
            new AlterDatabase(
                new DatabaseId(0),
                1,
                FailoverMode.MANUAL,
                OnFollower.FORWARD,
                AckPolicy.of(AckMode.MAJORITY)));
    assertThat(altered.byName("main").orElseThrow().failover()).isEqualTo(FailoverMode.MANUAL);
    assertThat(
            altered.after(
                new AlterDatabase(
                    new DatabaseId(0),
                    1,
                    FailoverMode.AUTO,
                    OnFollower.FORWARD,
                    AckPolicy.of(AckMode.MAJORITY))))
        .isSameAs(altered);
    assertThat(
            created.after(
                new AlterDatabase(
                    new DatabaseId(7),
                    1,
                    FailoverMode.MANUAL,
                    OnFollower.FORWARD,
                    AckPolicy.of(AckMode.MAJORITY))))
        .isSameAs(created);
  }

  @Test
  void onlyAsyncGoesWithoutAnFsyncOfEachWrite() {
    ClusterState created = after(FORM, MAIN);
    AckPolicy unsound = AckPolicy.of(AckMode.MAJORITY).with(Fsync.EVERYSEC);
    assertThat(
            created.after(
                new AlterDatabase(
                    new DatabaseId(0), 1, FailoverMode.AUTO, OnFollower.FORWARD, unsound)))
        .isSameAs(created);
    AckPolicy sound = unsound.with(AckMode.ASYNC);
    assertThat(
            created
                .after(
                    new AlterDatabase(
                        new DatabaseId(0), 1, FailoverMode.AUTO, OnFollower.FORWARD, sound))
                .byName("main")
                .orElseThrow()
                .policy())
        .isEqualTo(sound);
  }

  /// Whoever leads while the leader alone counts may leave acknowledged records behind; whoever
  /// leads after that may not.
  @Test
  void theLastLossyEpochIsRemembered() {
    ClusterState async =
        after(
            FORM,
            new CreateDatabase(
                "main",
                0,
                Engine.MEMORY,
                FailoverMode.AUTO,
                OnFollower.FORWARD,
                AckPolicy.of(AckMode.ASYNC),
                0),
            new BeginElection(shard(0), new Epoch(0), ENDING),
            new ElectLeader(shard(0), new Epoch(1), N1, 1, CHOICE));
    assertThat(main(async).lossyTo()).isEqualTo(new Epoch(1));
    AckConfig majority = main(async).ack().as(2, AckMode.MAJORITY);
    ClusterState later =
        async
            .after(new PlanAck(shard(0), new Epoch(1), 1, majority))
            .after(new CompleteAck(shard(0), new Epoch(1), 2))
            .after(new BeginElection(shard(0), new Epoch(1), ENDING))
            .after(new ElectLeader(shard(0), new Epoch(2), N2, 1, CHOICE));
    assertThat(main(later).lossyTo()).isEqualTo(new Epoch(1));
    AckConfig again = main(later).ack().as(3, AckMode.ASYNC);
    assertThat(main(later.after(new PlanAck(shard(0), new Epoch(2), 2, again))).lossyTo())
        .isEqualTo(new Epoch(2));
  }

  @Test
  void aForcedLeadershipIsKnownAsSuch() {
    Ending forced = new Ending(Ending.Cause.FORCED, N2, 0, 0, "asked for");
    ClusterState led =
        after(
            FORM,
            MAIN,
            begin(0),
            new BeginElection(shard(0), new Epoch(1), forced),
            elect(2, N2, 1));
    assertThat(led.leadership(shard(0)))
        .isInstanceOfSatisfying(
            Leadership.Led.class,
            it -> {
              assertThat(it.isForced()).isTrue();
              assertThat(it.released()).isEqualTo(Epoch.NONE);
            });
  }

  @Test
  void aLeadershipThatWasGivenUpPassesToItsSuccessorAtOnce() {
    ClusterState led = after(FORM, MAIN, begin(0), elect(1, N1, 4));
    ClusterState over = led.after(new HandOver(shard(0), new Epoch(1), N2, 3, ENDING));
    assertThat(over.leadership(shard(0)))
        .isEqualTo(new Leadership.Led(new Epoch(2), N2, 3, Ending.Cause.HANDED_OVER));
  }

  @Test
  void onlyTheLeadershipThatWasGivenUpIsHandedOver() {
    ClusterState led = after(FORM, MAIN, begin(0), elect(1, N1, 4));
    assertThat(led.after(new HandOver(shard(0), Epoch.NONE, N2, 3, ENDING))).isSameAs(led);
    assertThat(led.after(new HandOver(shard(0), new Epoch(2), N2, 3, ENDING))).isSameAs(led);
    ClusterState electing = led.after(begin(1));
    assertThat(electing.after(new HandOver(shard(0), new Epoch(2), N2, 3, ENDING)))
        .isSameAs(electing);
    assertThat(electing.after(new HandOver(shard(0), new Epoch(1), N2, 3, ENDING)))
        .isSameAs(electing);
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
      for (int step = 0; step < 150; step++) {
        MetaCommand command = Commands.any(random, state);
        ClusterState next = state.after(command);
        if (!next.equals(state)) {
          effective.add(command);
        }
        state = next;
        for (MetaCommand late : effective) {
          if (late instanceof CreateDatabase create && isFreeAgain(create, state)) {
            continue;
          }
          assertThat(state.after(late)).as("%s, seed %d", late, seed).isSameAs(state);
        }
      }
      effects += effective.size();
    }
    assertThat(effects).isGreaterThan(300 * 10);
  }

  /// Of a database that is gone for good nothing is known: its name may be given again.
  private static boolean isFreeAgain(CreateDatabase create, ClusterState state) {
    return state.byName(create.name()).isEmpty() && state.byIndex(create.index()).isEmpty();
  }

  @Test
  void epochsNeverGoBackAndNoEpochChangesItsLeader() {
    for (long seed = 1; seed <= 300; seed++) {
      List<ClusterState> states = Commands.history(new SplittableRandom(seed), 120);
      for (int at = 1; at < states.size(); at++) {
        Leadership before = states.get(at - 1).leadership(shard(0));
        Leadership now = states.get(at).leadership(shard(0));
        if (states.get(at).isForgotten(shard(0).database())) {
          assertThat(now).isEqualTo(new Leadership.Vacant());
          break;
        }
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
    return CreateDatabase.majority(name, index, Engine.MEMORY, FailoverMode.AUTO);
  }

  private static BeginElection begin(long from) {
    return new BeginElection(shard(0), new Epoch(from), ENDING);
  }

  private static ElectLeader elect(long epoch, NodeId leader, long boot) {
    return new ElectLeader(shard(0), new Epoch(epoch), leader, boot, CHOICE);
  }
}
