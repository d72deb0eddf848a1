package chorus.node;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.Limits;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.base.Timings;
import chorus.cluster.Choice;
import chorus.cluster.ClusterState;
import chorus.cluster.Ending;
import chorus.cluster.MetaCommand;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.FormCluster;
import chorus.command.FailoverPlan;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.log.LogOptions;
import chorus.log.ReplicaState.Wholeness;
import chorus.testing.Addresses;
import chorus.value.Hash128;
import chorus.wire.ShardStatus;
import chorus.wire.ShardStatus.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// n1 led `main`; what may be said of an election now.
final class ProspectsTest {
  private static final ShardId SHARD = new ShardId(new DatabaseId(0), 0);
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");
  private static final Epoch FOUR = new Epoch(4);
  private static final long SECOND = 1_000_000_000L;
  private static final long NOW = 100 * SECOND;

  private final Map<NodeId, Peers.Heard> heard = new TreeMap<>();
  private final Map<ShardId, Routes.Route> routes = new TreeMap<>();
  private Ending.Cause electing = Ending.Cause.CREATED;

  @Test
  void whoServesIsNotReplaced() {
    says(N1, 0, Standing.LEADING, 50, Wholeness.WHOLE);
    says(N2, 0, Standing.FOLLOWING, 50, Wholeness.WHOLE);
    routes.put(SHARD, new Routes.Route(FOUR, N1));
    assertThat(refusal()).startsWith("n1 leads main, nothing was changed | CHORUS LEADER MOVE");
  }

  @Test
  void theLongestWholeReplicaTakesOverWithoutALoss() {
    says(N1, 9, Standing.LEADING, 52, Wholeness.WHOLE);
    says(N2, 0, Standing.FOLLOWING, 50, Wholeness.WHOLE);
    says(N3, 0, Standing.FOLLOWING, 51, Wholeness.WHOLE);
    routes.put(SHARD, new Routes.Route(FOUR, N1));
    assertThat(plan())
        .isEqualTo(new FailoverPlan(Optional.of(N1), FOUR, N3, new Lsn(51), Optional.empty()));
  }

  @Test
  void aMajorityMustAnswer() {
    says(N1, 9, Standing.LEADING, 52, Wholeness.WHOLE);
    says(N3, 0, Standing.FOLLOWING, 51, Wholeness.WHOLE);
    assertThat(refusal())
        .isEqualTo(
            "too few nodes answer for a leader to be safe from the one before: n1 is silent, its"
                + " last word was LSN 52; n2 was never heard; n3 has everything up to LSN 51,"
                + " nothing was changed | bring more of them back");
  }

  @Test
  void aFailedReplicaDoesNotTakePart() {
    says(N2, 0, Standing.FAILED, 50, Wholeness.WHOLE);
    says(N3, 0, Standing.FOLLOWING, 51, Wholeness.WHOLE);
    assertThat(refusal()).contains("n2 has a replica that failed, with LSN 50");
  }

  @Test
  void withDamagedReplicasItSaysWhatIsKnownAndWhatIsNot() {
    says(N1, 9, Standing.LEADING, 52, Wholeness.WHOLE);
    says(N2, 0, Standing.FOLLOWING, 70, Wholeness.NOT_WHOLE);
    says(N3, 0, Standing.FOLLOWING, 51, Wholeness.WHOLE);
    FailoverPlan plan = plan();
    assertThat(plan.successor()).isEqualTo(N2);
    assertThat(plan.loss().orElseThrow())
        .contains("n1 is silent, its last word was LSN 52")
        .contains("n2 has lost records and ends at LSN 70")
        .contains("n3 has everything up to LSN 51")
        .contains("nothing is known after LSN 70");
  }

  /// It votes in the election all the same (seed 3095).
  @Test
  void aReplicaWithoutRowsSaysWhatItHasAndCannotLead() {
    says(N2, 0, Standing.REBUILDING, 50, Wholeness.ROWLESS);
    says(N3, 0, Standing.FOLLOWING, 51, Wholeness.WHOLE);
    assertThat(plan().successor()).isEqualTo(N3);
    assertThat(plan().loss()).isEmpty();
    says(N2, 0, Standing.REBUILDING, 52, Wholeness.ROWLESS);
    assertThat(plan().successor()).isEqualTo(N3);
    assertThat(plan().loss().orElseThrow())
        .contains("n2 waits for the rows of another replica, its log ends at LSN 52");
  }

  @Test
  void somebodyMustHaveRows() {
    says(N2, 0, Standing.REBUILDING, 50, Wholeness.ROWLESS);
    says(N3, 0, Standing.REBUILDING, 50, Wholeness.ROWLESS);
    assertThat(refusal()).startsWith("whoever answers has no rows: n1 was never heard");
  }

  @Test
  void whoWasChosenAndIsThereIsLeftToBegin() {
    says(N1, 0, Standing.ACTIVATING, 52, Wholeness.WHOLE);
    says(N2, 0, Standing.FOLLOWING, 50, Wholeness.WHOLE);
    assertThat(prospects().isUnderway(plan())).isTrue();
    says(N1, 0, Standing.ABDICATED, 52, Wholeness.WHOLE);
    assertThat(prospects().isUnderway(plan())).isFalse();
    says(N1, 9, Standing.ACTIVATING, 52, Wholeness.WHOLE);
    says(N3, 0, Standing.FOLLOWING, 50, Wholeness.WHOLE);
    assertThat(prospects().isUnderway(plan())).isFalse();
  }

  @Test
  void anElectionThatSomebodyAskedForIsNotBegunAnew() {
    says(N2, 0, Standing.FOLLOWING, 50, Wholeness.WHOLE);
    says(N3, 0, Standing.FOLLOWING, 50, Wholeness.WHOLE);
    electing = Ending.Cause.ASKED;
    assertThat(prospects().isUnderway(plan())).isTrue();
    electing = Ending.Cause.DETECTED;
    assertThat(prospects().isUnderway(plan())).isFalse();
    electing = Ending.Cause.ASKED;
    says(N2, 0, Standing.FOLLOWING, 50, Wholeness.NOT_WHOLE);
    assertThat(prospects().isUnderway(plan())).as("to be forced").isFalse();
    electing = Ending.Cause.FORCED;
    assertThat(prospects().isUnderway(plan())).isTrue();
  }

  private FailoverPlan plan() {
    return switch (prospects().plan()) {
      case Result.Ok<FailoverPlan>(FailoverPlan plan) -> plan;
      case Result.Failed<FailoverPlan>(Fault fault) -> throw new AssertionError(fault);
    };
  }

  private String refusal() {
    return switch (prospects().plan()) {
      case Result.Ok<FailoverPlan>(FailoverPlan plan) -> throw new AssertionError(plan);
      case Result.Failed<FailoverPlan>(Fault fault) -> {
        assertThat(fault.code()).isEqualTo("REFUSED");
        yield fault.detail();
      }
    };
  }

  private Prospects prospects() {
    ClusterState state = ClusterState.EMPTY;
    Ending ending = new Ending(Ending.Cause.DETECTED, N2, 0, 0, "silent");
    for (MetaCommand each :
        List.of(
            new FormCluster("blue", Addresses.of(List.of(N1, N2, N3))),
            CreateDatabase.majority("main", 0, Engine.MEMORY, FailoverMode.MANUAL),
            new BeginElection(SHARD, Epoch.NONE, ending),
            new BeginElection(SHARD, new Epoch(1), ending),
            new BeginElection(SHARD, new Epoch(2), ending),
            new BeginElection(SHARD, new Epoch(3), ending),
            new ElectLeader(SHARD, FOUR, N1, 1, new Choice(N2, 0, List.of())))) {
      state = state.after(each);
    }
    if (electing != Ending.Cause.CREATED) {
      state = state.after(new BeginElection(SHARD, FOUR, new Ending(electing, N2, 0, 0, "")));
    }
    var view =
        new ClusterView(state, new Routes(routes), heard, LagMarks.NONE, List.of(), Map.of(), NOW);
    var options =
        new NodeOptions(
            N2,
            Past.first(1),
            "blue",
            Addresses.of(List.of(N1, N2, N3)),
            List.of(),
            NodeOptions.IndexRange.NONE,
            Timings.DEFAULT,
            LogOptions.defaults(),
            Limits.ROWS_AT_ONCE,
            Set.of());
    return new Prospects(view, options, state.byName("main").orElseThrow());
  }

  private void says(
      NodeId node, long secondsAgo, Standing standing, long last, Wholeness wholeness) {
    ShardStatus status =
        new ShardStatus(
            SHARD,
            standing,
            FOUR,
            Lsn.NONE,
            0,
            new Lsn(last),
            new Lsn(last),
            new Lsn(last),
            new Lsn(last),
            0,
            0,
            wholeness,
            Lsn.NONE,
            Hash128.ZERO,
            0,
            List.of());
    heard.put(node, new Peers.Heard(NOW - secondsAgo * SECOND, 1, List.of(status)));
  }
}
