package chorus.sim.timeouts;

import chorus.base.NodeId;
import chorus.base.Timings;
import chorus.definition.Engine;
import chorus.node.NodeEvent;
import chorus.node.NodeOptions.FirstDatabase;
import chorus.sim.cluster.CoreStarter;
import chorus.sim.cluster.SimCluster;
import chorus.sim.world.EventKind;
import chorus.sim.world.SimEntropy;
import chorus.sim.world.World;
import chorus.single.ShardEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One cluster of three nodes with one detection timeout under one condition. Again and again its
/// leader is killed, and started anew once there is another; writes come through every node.
final class TimeoutTrial {
  private static final List<NodeId> MEMBERS =
      List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"));
  private static final long MILLION = 1_000_000;
  private static final int CALM_MILLIS = 8_000;
  private static final int START_MILLIS = 1_000;

  private final Duration detection;
  private final Condition condition;
  private final World world;
  private final SimCluster cluster;
  private final RandomGenerator random;
  private final List<Long> recoveries = new ArrayList<>();
  private final Set<Long> given = new TreeSet<>();
  private @Nullable NodeId leader;
  private @Nullable NodeId dead;
  private boolean replaced;
  private long killedAt;

  TimeoutTrial(Duration detection, Condition condition, long seed) {
    this.detection = detection;
    this.condition = condition;
    this.world = new World(new SimEntropy(seed), Long.MAX_VALUE);
    this.random = world.entropy().fork("deaths");
    this.cluster =
        new SimCluster(
            world,
            MEMBERS.size(),
            CoreStarter.codec(),
            new CoreStarter(
                FirstDatabase.of("main", 0, Engine.MEMORY),
                Timings.DEFAULT.withDetection(detection),
                Set.of()),
            (node, cause) -> {
              throw new IllegalStateException(node + " ended by its own error", cause);
            });
    world.observe((now, node, event) -> saw(event));
  }

  Measured run(Duration time) {
    cluster.startAll();
    MEMBERS.forEach(node -> new Probe(cluster, node, this::written).begin());
    world.runFor(Duration.ofSeconds(10));
    new Troubles(cluster).begin(condition);
    given.clear();
    killLater();
    world.runFor(time);
    recoveries.sort(null);
    return new Measured(detection, condition, time, given.size(), recoveries);
  }

  private void saw(Record event) {
    switch (event) {
      case ShardEvent.Leads leads -> {
        leader = leads.node();
        replaced = true;
      }
      case NodeEvent.Suspected suspected -> {
        if (!suspected.leader().equals(dead)) {
          given.add(suspected.epoch().number());
        }
      }
      default -> {}
    }
  }

  private void killLater() {
    later(CALM_MILLIS + random.nextInt(CALM_MILLIS), this::killLeader);
  }

  /// A leader that is being replaced for another reason is spared.
  private void killLeader() {
    NodeId victim = leader;
    if (victim == null || !cluster.machine(victim).isAwake()) {
      later(100, this::killLeader);
      return;
    }
    dead = victim;
    killedAt = world.nowNanos();
    replaced = false;
    cluster.kill(victim);
  }

  private void written() {
    NodeId victim = dead;
    if (victim == null || !replaced || cluster.isUp(victim)) {
      return;
    }
    recoveries.add((world.nowNanos() - killedAt) / MILLION);
    later(
        START_MILLIS,
        () -> {
          cluster.start(victim);
          dead = null;
          killLater();
        });
    replaced = false;
  }

  private void later(long millis, Runnable task) {
    world.after(millis * MILLION, EventKind.FAULT, -1, task);
  }
}
