package chorus.sim.meta;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.env.MetaMembers;
import chorus.env.MetaPeer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every implementation of the control log promises when those who take part change.
abstract class MetaMembersContract extends MetaLogTrial {
  @Test
  void aNewcomerFollowsAndProposesBeforeItVotes() {
    MetaLogCluster cluster = started(3, 1, 10);
    for (int turn = 0; turn < 25; turn++) {
      committed(cluster, turn % 3, "command-" + turn);
    }
    cluster.start(3);
    changed(cluster, members(cluster, List.of(0, 1, 2), 3));
    eventually(cluster, () -> allAgree(cluster));
    committed(cluster, 3, "by-the-newcomer");
    assertThat(cluster.machine(3).applied()).contains("command-0", "by-the-newcomer");
    eventually(cluster, () -> isKnown(cluster, 3, members(cluster, List.of(0, 1, 2), 3)));
  }

  @Test
  void fiveVotersOutliveTwoWhenThreeHaveBecomeFive() {
    MetaLogCluster cluster = started(3, 2, 1_000);
    committed(cluster, 0, "before");
    for (int newcomer : new int[] {3, 4}) {
      cluster.start(newcomer);
      int[] listeners = IntStream.rangeClosed(3, newcomer).toArray();
      changed(cluster, members(cluster, List.of(0, 1, 2), listeners));
    }
    changed(cluster, members(cluster, List.of(0, 1, 2, 3, 4)));
    int leader = leader(cluster);
    cluster.stop(leader);
    cluster.stop((leader + 1) % 5);
    committed(cluster, (leader + 2) % 5, "after");
    eventually(cluster, () -> allAgree(cluster));
    assertThat(cluster.machine((leader + 3) % 5).applied()).contains("before", "after");
  }

  @Test
  void aSoleVoterIsJoinedByTwo() {
    MetaLogCluster cluster = started(2, 1, 1_000);
    committed(cluster, 1, "before");
    cluster.start(2);
    changed(cluster, members(cluster, List.of(0), 1, 2));
    changed(cluster, members(cluster, List.of(0, 1, 2)));
    cluster.stop(0);
    committed(cluster, 1, "after");
    eventually(cluster, () -> allAgree(cluster));
    assertThat(cluster.machine(2).applied()).contains("before", "after");
  }

  @Test
  void aLeaderThatIsTakenOutLeavesTheLogToTheOthers() {
    MetaLogCluster cluster = started(3, 1, 1_000);
    cluster.start(3);
    changed(cluster, members(cluster, List.of(0, 1, 2), 3));
    committed(cluster, 3, "before");
    int leader = leader(cluster);
    List<Integer> others = IntStream.range(0, 4).filter(each -> each != leader).boxed().toList();
    changed(cluster, members(cluster, others));
    cluster.stop(leader);
    committed(cluster, others.getFirst(), "after");
    eventually(
        cluster,
        () -> others.stream().allMatch(each -> cluster.machine(each).applied().contains("after")));
    eventually(
        cluster,
        () -> others.stream().allMatch(each -> isKnown(cluster, each, members(cluster, others))));
  }

  @Test
  void whoCameAndRestartsTakesPartAgain() {
    MetaLogCluster cluster = started(3, 1, 10);
    cluster.start(3);
    changed(cluster, members(cluster, List.of(0, 1, 2), 3));
    committed(cluster, 3, "before");
    cluster.stop(3);
    for (int turn = 0; turn < 15; turn++) {
      committed(cluster, turn % 3, "command-" + turn);
    }
    cluster.start(3);
    committed(cluster, 3, "after");
    eventually(cluster, () -> allAgree(cluster));
  }

  @Test
  void aChangeToANewcomerThatDoesNotRunIsRefusedAndNothingStops() {
    MetaLogCluster cluster = started(3, 1, 1_000);
    committed(cluster, 0, "before");
    Attempt change = cluster.change(leader(cluster), members(cluster, List.of(0, 1, 2), 3));
    eventually(cluster, change::ended);
    assertThat(change.fault()).hasValue("NOLEADER");
    committed(cluster, 1, "after");
    assertThat(cluster.members(1)).hasValue(members(cluster, List.of(0, 1, 2)));
  }

  @Test
  void aListenerIsServedOnWhenAnotherNewcomerFailsToJoin() {
    MetaLogCluster cluster = started(3, 2, 1_000);
    cluster.start(3);
    changed(cluster, members(cluster, List.of(0, 1, 2), 3));
    Attempt change = cluster.change(leader(cluster), members(cluster, List.of(0, 1, 2), 3, 4));
    eventually(cluster, change::ended);
    assertThat(change.fault()).isPresent();
    committed(cluster, 1, "after");
    eventually(cluster, () -> cluster.machine(3).applied().contains("after"));
  }

  @Test
  void whoDoesNotLeadChangesNothing() {
    MetaLogCluster cluster = started(3, 1, 1_000);
    cluster.start(3);
    int other = (leader(cluster) + 1) % 3;
    Attempt change = cluster.change(other, members(cluster, List.of(0, 1, 2), 3));
    eventually(cluster, change::ended);
    assertThat(change.fault()).hasValue("NOLEADER");
  }

  private static MetaMembers members(
      MetaLogCluster cluster, List<Integer> voters, int... listeners) {
    List<MetaPeer> voting = voters.stream().map(cluster::peer).toList();
    return new MetaMembers(voting, Arrays.stream(listeners).mapToObj(cluster::peer).toList());
  }

  private static boolean isKnown(MetaLogCluster cluster, int node, MetaMembers members) {
    return cluster.members(node).filter(members::equals).isPresent();
  }

  private static int leader(MetaLogCluster cluster) {
    eventually(cluster, () -> leaders(cluster).size() == 1);
    return leaders(cluster).getFirst();
  }

  /// Asks whoever leads, until it is done.
  private static void changed(MetaLogCluster cluster, MetaMembers members) {
    for (int time = 0; time < 20; time++) {
      Attempt change = cluster.change(leader(cluster), members);
      eventually(cluster, change::ended);
      if (change.ok()) {
        return;
      }
    }
    assertThat(cluster.members(leader(cluster))).hasValue(members);
  }
}
