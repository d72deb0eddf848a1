package chorus.sim.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The model also shows the faults that callers must live with.
class ModelFaultsTest {
  @Test
  void deposedLeaderLeavesOutcomesOpenThatAreCommittedLaterOrNever() {
    int committed = 0;
    int lost = 0;
    for (int seed = 1; seed <= 20; seed++) {
      var cluster = started(new MetaFaults(400, 0, 300, 100), seed);
      List<Attempt> attempts = proposeMany(cluster);
      for (int i = 0; i < attempts.size(); i++) {
        boolean applied = cluster.machine(0).applied().contains("c" + i);
        if (attempts.get(i).ok()) {
          assertThat(applied).isTrue();
        } else if (attempts.get(i).fault().orElseThrow().equals("UNKNOWN")) {
          committed += applied ? 1 : 0;
          lost += applied ? 0 : 1;
        } else {
          assertThat(applied).isFalse();
        }
      }
    }
    assertThat(committed).isPositive();
    assertThat(lost).isPositive();
  }

  @Test
  void commandMayBeCommittedTwice() {
    var cluster = started(new MetaFaults(0, 500, 300, 100), 1);
    proposeMany(cluster);
    List<String> applied = cluster.machine(0).applied();
    assertThat(applied.stream().distinct().count()).isLessThan(applied.size());
    assertThat(
            Collections.max(applied.stream().map(c -> Collections.frequency(applied, c)).toList()))
        .isGreaterThan(1);
  }

  private static ModelCluster started(MetaFaults faults, long seed) {
    var cluster = new ModelCluster(3, 0, faults, seed);
    for (int node = 0; node < 3; node++) {
      cluster.start(node);
    }
    return cluster;
  }

  private static List<Attempt> proposeMany(ModelCluster cluster) {
    var attempts = new ArrayList<Attempt>();
    for (int i = 0; i < 12; i++) {
      attempts.add(cluster.propose(i % 3, "c" + i));
      cluster.runUntil(Duration.ofMillis(200), () -> false);
    }
    assertThat(
            cluster.runUntil(
                Duration.ofSeconds(20), () -> attempts.stream().allMatch(Attempt::ended)))
        .isTrue();
    cluster.runUntil(Duration.ofSeconds(5), () -> false);
    return attempts;
  }
}
