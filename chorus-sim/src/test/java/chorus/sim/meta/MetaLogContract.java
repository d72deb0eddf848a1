package chorus.sim.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every implementation of the control log promises.
abstract class MetaLogContract extends MetaLogTrial {
  @Test
  void proposalsOfAllNodesAreAppliedInOneOrderEverywhere() {
    MetaLogCluster cluster = started(3, 1_000);
    List<Attempt> attempts = new ArrayList<>();
    for (int round = 0; round < 10; round++) {
      for (int node = 0; node < 3; node++) {
        attempts.add(cluster.propose(node, "n" + node + "-" + round));
      }
    }
    eventually(cluster, () -> attempts.stream().allMatch(Attempt::ok));
    eventually(cluster, () -> allAgree(cluster));
    assertThat(new HashSet<>(cluster.machine(0).applied())).hasSize(30);
    assertThat(attempts).allSatisfy(attempt -> assertThat(attempt.times()).isEqualTo(1));
  }

  @Test
  void proposalCompletesOnlyAfterItsOwnNodeAppliedIt() {
    MetaLogCluster cluster = started(3, 1_000);
    for (int turn = 0; turn < 9; turn++) {
      String command = "command-" + turn;
      Attempt attempt = committed(cluster, turn % 3, command);
      assertThat(attempt.seen()).contains(command);
    }
  }

  @Test
  void barrierSeesEverythingCommittedBeforeIt() {
    MetaLogCluster cluster = started(3, 1_000);
    for (int turn = 0; turn < 9; turn++) {
      String command = "command-" + turn;
      committed(cluster, turn % 3, command);
      Attempt barrier = cluster.barrier((turn + 1) % 3);
      eventually(cluster, barrier::ended);
      assertThat(barrier.ok()).as(barrier.toString()).isTrue();
      assertThat(barrier.seen()).contains(command);
    }
  }

  @Test
  void machineIsCalledOnOneStrandOnly() {
    MetaLogCluster cluster = started(3, 5);
    for (int turn = 0; turn < 20; turn++) {
      committed(cluster, turn % 3, "command-" + turn);
    }
    for (int node = 0; node < 3; node++) {
      assertThat(cluster.machine(node).strands()).hasSize(1);
    }
  }

  @Test
  void exactlyOneLiveNodeLeadsInTheEnd() {
    MetaLogCluster cluster = started(3, 1_000);
    eventually(cluster, () -> leaders(cluster).size() == 1);
    int first = leaders(cluster).getFirst();
    cluster.stop(first);
    eventually(cluster, () -> leaders(cluster).size() == 1 && !leaders(cluster).contains(first));
    cluster.start(first);
    committed(cluster, first, "after");
    eventually(cluster, () -> leaders(cluster).size() == 1);
  }

  @Test
  void logGoesOnWithinThreeSecondsOfItsLeadersDeath() {
    MetaLogCluster cluster = started(3, 1_000);
    committed(cluster, 0, "before");
    eventually(cluster, () -> leaders(cluster).size() == 1);
    int leader = leaders(cluster).getFirst();
    int survivor = (leader + 1) % 3;
    cluster.stop(leader);
    Attempt after = cluster.propose(survivor, "after");
    assertThat(cluster.runUntil(Duration.ofSeconds(3), after::ok)).as(after.toString()).isTrue();
    assertThat(cluster.machine(survivor).applied()).contains("before", "after");
  }

  @Test
  void restartedNodeReplaysToTheStateOfTheOthers() {
    MetaLogCluster cluster = started(3, 1_000);
    for (int turn = 0; turn < 12; turn++) {
      committed(cluster, turn % 3, "command-" + turn);
    }
    cluster.stop(1);
    committed(cluster, 2, "while-away");
    cluster.start(1);
    eventually(cluster, () -> allAgree(cluster));
    assertThat(cluster.machine(1).applied()).contains("command-0", "command-11", "while-away");
  }

  @Test
  void clusterThatStoppedAsAWholeKeepsWhatItCommitted() {
    MetaLogCluster cluster = started(3, 1_000);
    for (int turn = 0; turn < 6; turn++) {
      committed(cluster, turn % 3, "command-" + turn);
    }
    List<String> before = longest(cluster);
    IntStream.range(0, 3).forEach(cluster::stop);
    IntStream.range(0, 3).forEach(cluster::start);
    committed(cluster, 0, "after");
    eventually(cluster, () -> allAgree(cluster));
    assertThat(cluster.machine(0).applied()).startsWith(before.toArray(String[]::new));
  }

  @Test
  void nodeRestartsFromItsSnapshot() {
    MetaLogCluster cluster = started(3, 10);
    for (int turn = 0; turn < 35; turn++) {
      committed(cluster, turn % 3, "command-" + turn);
    }
    eventually(cluster, () -> allAgree(cluster));
    List<String> before = cluster.machine(0).applied();
    cluster.stop(2);
    cluster.start(2);
    committed(cluster, 2, "after");
    eventually(cluster, () -> allAgree(cluster));
    assertThat(cluster.machine(2).restores()).isPositive();
    assertThat(cluster.machine(2).applied()).startsWith(before.toArray(String[]::new));
  }

  @Test
  void nodeThatWasAwayWhileTheLogWasCutCatchesUp() {
    MetaLogCluster cluster = started(3, 10);
    committed(cluster, 0, "early");
    eventually(cluster, () -> allAgree(cluster));
    cluster.stop(2);
    for (int turn = 0; turn < 40; turn++) {
      committed(cluster, turn % 2, "command-" + turn + "-" + "x".repeat(1_000));
    }
    cluster.start(2);
    eventually(cluster, () -> allAgree(cluster));
    committed(cluster, 2, "late");
    assertThat(cluster.machine(2).applied()).contains("early", "late");
  }

  @Test
  void withoutAQuorumNothingIsReportedDone() {
    MetaLogCluster cluster = started(3, 1_000);
    committed(cluster, 0, "before");
    cluster.stop(1);
    cluster.stop(2);
    List<Attempt> proposals =
        IntStream.range(0, 3).mapToObj(turn -> cluster.propose(0, "doubtful-" + turn)).toList();
    Attempt barrier = cluster.barrier(0);
    eventually(cluster, () -> barrier.ended() && proposals.stream().allMatch(Attempt::ended));
    assertThat(barrier.fault()).hasValue("NOLEADER");
    assertThat(proposals)
        .allSatisfy(
            proposal -> assertThat(proposal.fault().orElse("none")).isIn("NOLEADER", "UNKNOWN"));
    cluster.start(1);
    cluster.start(2);
    committed(cluster, 1, "after");
    eventually(cluster, () -> allAgree(cluster));
    for (int turn = 0; turn < 3; turn++) {
      if (proposals.get(turn).fault().orElseThrow().equals("NOLEADER")) {
        assertThat(cluster.machine(0).applied()).doesNotContain("doubtful-" + turn);
      }
    }
  }

  @Test
  void proposalToALogThatNeverHadALeaderIsCertainlyNotApplied() {
    MetaLogCluster cluster = made(cluster(3, 0, 1_000));
    cluster.start(0);
    Attempt proposal = cluster.propose(0, "alone");
    eventually(cluster, proposal::ended);
    assertThat(proposal.fault()).hasValue("NOLEADER");
    cluster.start(1);
    cluster.start(2);
    committed(cluster, 0, "together");
    eventually(cluster, () -> allAgree(cluster));
    assertThat(cluster.machine(0).applied()).doesNotContain("alone");
  }

  @Test
  void oneOfTwoNodesVotesAndBothProposeAndRead() {
    MetaLogCluster cluster = started(2, 1_000);
    committed(cluster, 0, "by-the-voter");
    committed(cluster, 1, "by-the-listener");
    Attempt barrier = cluster.barrier(1);
    eventually(cluster, barrier::ended);
    assertThat(barrier.seen()).contains("by-the-voter", "by-the-listener");
    cluster.stop(1);
    committed(cluster, 0, "without-the-listener");
    cluster.start(1);
    eventually(cluster, () -> allAgree(cluster));
    assertThat(leaders(cluster)).containsExactly(0);
  }

  private MetaLogCluster started(int nodes, int snapshotEvery) {
    return started(nodes, 0, snapshotEvery);
  }
}
