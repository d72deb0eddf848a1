package chorus.sim.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/// What the contracts of the control log have in common: clusters of nodes, and steps that wait for
/// their outcome.
abstract class MetaLogTrial {
  /// Longer than any single step may take, so that only a step that never comes reaches it.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<MetaLogCluster> made = new ArrayList<>();

  /// `founders` nodes that have never run, and `others` who may come later, none started. They
  /// snapshot each `snapshotEvery` commands.
  abstract MetaLogCluster cluster(int founders, int others, int snapshotEvery);

  @AfterEach
  void closeClusters() {
    made.forEach(MetaLogCluster::close);
  }

  /// The founders are started.
  MetaLogCluster started(int founders, int others, int snapshotEvery) {
    MetaLogCluster cluster = made(cluster(founders, others, snapshotEvery));
    IntStream.range(0, founders).forEach(cluster::start);
    return cluster;
  }

  MetaLogCluster made(MetaLogCluster cluster) {
    made.add(cluster);
    return cluster;
  }

  /// Proposes until it is committed; commands are conditional in real life, so repeating is right.
  static Attempt committed(MetaLogCluster cluster, int node, String command) {
    Attempt attempt = cluster.propose(node, command);
    eventually(cluster, attempt::ended);
    for (int again = 0; again < 10 && !attempt.ok(); again++) {
      attempt = cluster.propose(node, command);
      eventually(cluster, attempt::ended);
    }
    assertThat(attempt.ok()).as("%s at node %d: %s", command, node, attempt).isTrue();
    return attempt;
  }

  static void eventually(MetaLogCluster cluster, BooleanSupplier condition) {
    assertThat(cluster.runUntil(PATIENCE, condition)).as("within %s", PATIENCE).isTrue();
  }

  static List<Integer> leaders(MetaLogCluster cluster) {
    return live(cluster).filter(node -> cluster.machine(node).leads()).boxed().toList();
  }

  static boolean allAgree(MetaLogCluster cluster) {
    return live(cluster).mapToObj(node -> cluster.machine(node).applied()).distinct().count() == 1;
  }

  static List<String> longest(MetaLogCluster cluster) {
    return live(cluster)
        .mapToObj(node -> cluster.machine(node).applied())
        .max((a, b) -> Integer.compare(a.size(), b.size()))
        .orElseThrow();
  }

  static IntStream live(MetaLogCluster cluster) {
    return IntStream.range(0, cluster.nodes()).filter(cluster::runs);
  }
}
