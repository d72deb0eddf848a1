package chorus.sim.timeouts;

import chorus.base.NodeId;
import chorus.sim.cluster.SimCluster;
import chorus.sim.world.EventKind;
import chorus.sim.world.LinkFaults;
import chorus.sim.world.Machine;
import java.util.random.RandomGenerator;

/// Brings a condition about.
final class Troubles {
  private static final long MILLION = 1_000_000;
  private static final LinkFaults LOSSY = new LinkFaults(100, 0, 100, 50, 0, 0, 0);
  private static final int SLOW_DISK = 50;

  private final SimCluster cluster;
  private final RandomGenerator random;

  Troubles(SimCluster cluster) {
    this.cluster = cluster;
    this.random = cluster.world().entropy().fork("troubles");
  }

  void begin(Condition condition) {
    switch (condition) {
      case QUIET -> {}
      case LOSS -> cluster.network().faults(LOSSY);
      case LOAD -> {
        for (NodeId node : cluster.ids()) {
          cluster.machine(node).disk().slow(SLOW_DISK);
          standStillAgain(node, 500, 400);
        }
      }
      case PAUSES -> cluster.ids().forEach(node -> standStillAgain(node, 30_000, 3_000));
    }
  }

  /// About each `everyMillis` the machine stands still for up to `mostMillis`.
  private void standStillAgain(NodeId node, int everyMillis, int mostMillis) {
    later(
        1 + random.nextInt(2 * everyMillis),
        () -> {
          Machine machine = cluster.machine(node);
          machine.pause();
          later(
              1 + random.nextInt(mostMillis),
              () -> {
                machine.resume();
                standStillAgain(node, everyMillis, mostMillis);
              });
        });
  }

  private void later(long millis, Runnable task) {
    cluster.world().after(millis * MILLION, EventKind.FAULT, -1, task);
  }
}
