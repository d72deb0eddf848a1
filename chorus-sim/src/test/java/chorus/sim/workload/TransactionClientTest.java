package chorus.sim.workload;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.NodeId;
import chorus.sim.check.Serializability;
import chorus.sim.check.Verdicts;
import chorus.sim.check.Violation;
import chorus.sim.cluster.CoreStarter;
import chorus.sim.cluster.SimCluster;
import chorus.sim.world.SimEntropy;
import chorus.sim.world.World;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What clients write down tells sound lists from others.
class TransactionClientTest {
  private static final int SEEDS = 5;

  @Test
  void clientsOfSoundListsFindNothing() {
    for (int seed = 1; seed <= SEEDS; seed++) {
      var work = new Work(seed, FakeLists.Mistake.NONE);
      assertThat(work.verdicts.found()).as("seed %d", seed).isEmpty();
      assertThat(work.history.committedCount()).isGreaterThan(300);
      assertThat(work.history.failedCount()).isPositive();
      assertThat(work.history.openCount()).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void clientsOfOthersDo(FakeLists.Mistake mistake) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      assertThat(new Work(seed, mistake).verdicts.found())
          .as("seed %d", seed)
          .isNotEmpty()
          .extracting(Violation::law)
          .containsOnly(Serializability.LAW);
    }
  }

  /// Four clients and three nodes, of which one goes down and comes back now and then.
  private static final class Work {
    private final World world;
    private final TransactionHistory history = new TransactionHistory();
    private final Verdicts verdicts;
    private final List<TransactionClient> clients;

    Work(int seed, FakeLists.Mistake mistake) {
      world = new World(new SimEntropy(seed), 5_000_000);
      verdicts = new Verdicts(world::nowMillis);
      var lists = new FakeLists(world, mistake);
      var cluster =
          new SimCluster(
              world,
              3,
              CoreStarter.codec(),
              (_, _, _) -> lists.node(),
              (node, failure) -> verdicts.broken("no crash", node + " " + failure));
      cluster.startAll();
      clients =
          IntStream.rangeClosed(1, 4)
              .mapToObj(number -> new TransactionClient(cluster, number, history, verdicts))
              .toList();
      clients.forEach(TransactionClient::start);
      for (int round = 0; round < 6; round++) {
        world.runFor(Duration.ofSeconds(4));
        var victim = new NodeId("n" + (1 + round % 3));
        cluster.kill(victim);
        world.runFor(Duration.ofSeconds(1));
        cluster.start(victim);
      }
      clients.forEach(TransactionClient::finish);
      world.runFor(Duration.ofSeconds(10));
      clients.getFirst().readBack();
      world.runFor(Duration.ofSeconds(30));
      assertThat(clients).allMatch(TransactionClient::isIdle);
      history.check(verdicts);
    }
  }
}
