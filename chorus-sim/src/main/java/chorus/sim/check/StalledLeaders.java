package chorus.sim.check;

import chorus.base.NodeId;
import chorus.base.Timings;
import chorus.sim.cluster.SimCluster;
import chorus.sim.world.Machine;
import chorus.single.ShardEvent;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Whether leaders give up when their disk does not answer. It sees the disks of the world, and
/// looks at every event.
public final class StalledLeaders {
  public static final String GIVES_UP = "a leader whose disk does not answer gives up";

  private static final long SLACK_NANOS = 300_000_000;

  private final Verdicts verdicts;
  private final SimCluster cluster;
  private final long limitNanos;
  private final Map<NodeId, Leader> leaders = new TreeMap<>();

  /// A process that leads, and since when.
  private record Leader(long boot, long sinceNanos) {}

  public StalledLeaders(Verdicts verdicts, SimCluster cluster, Timings timings) {
    this.verdicts = verdicts;
    this.cluster = cluster;
    this.limitNanos =
        timings.diskStall().toNanos() / 10 * 11 + 4 * timings.heartbeat().toNanos() + SLACK_NANOS;
  }

  public void saw(long nowNanos, ShardEvent event) {
    switch (event) {
      case ShardEvent.Leads leads ->
          leaders.put(leads.node(), new Leader(cluster.boot(leads.node()), nowNanos));
      case ShardEvent.SteppedDown down -> leaders.remove(down.node());
      case ShardEvent.Failed failed -> leaders.remove(failed.node());
      default -> {}
    }
  }

  /// Looks at every leader.
  public void look(long nowNanos) {
    leaders.forEach((node, leader) -> {
      Machine machine = cluster.machine(node);
      boolean here = machine.isAwake() && leader.boot() == cluster.boot(node);
      OptionalLong since = machine.disk().syncingSince(path -> path.startsWith("d0.0/log/"));
      long could = Math.max(leader.sinceNanos(), machine.awakeSinceNanos());
      long waits = here ? nowNanos - Math.max(since.orElse(nowNanos), could) : 0;
      verdicts.require(
          GIVES_UP,
          waits <= limitNanos,
          node + " leads and has waited for its disk for so many ms",
          waits / 1_000_000);
    });
  }
}
