package chorus.node;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.ShardId;
import chorus.cluster.ClusterState;
import chorus.cluster.Ending;
import chorus.cluster.Leadership;
import chorus.database.HostedShard;
import chorus.definition.DatabaseDefinition;

/// What an agreed change of leader comes to on this node: leases that are asked for or given up,
/// and shards that step back. On the control strand.
final class Decisions {
  private final NodeOptions options;
  private final Leases leases;
  private final Holdings holdings;
  private final Directory<ShardId, HostedShard> hosted;
  private final Runnable asking;

  /// `asking` sends a heartbeat with the leases that are asked for.
  Decisions(
      NodeOptions options,
      Leases leases,
      Holdings holdings,
      Directory<ShardId, HostedShard> hosted,
      Runnable asking) {
    this.options = options;
    this.leases = leases;
    this.holdings = holdings;
    this.hosted = hosted;
    this.asking = asking;
  }

  /// `leadership` is agreed, with `state`.
  void led(ClusterState state, DatabaseDefinition definition, Leadership leadership) {
    ShardId shard = new ShardId(definition.id(), 0);
    boolean mine =
        leadership instanceof Leadership.Led(Epoch _, NodeId leader, long boot, Ending.Cause _)
            && leader.equals(options.self())
            && (boot == options.boot() || options.has(PlantedBug.RESUME_EPOCH_AFTER_RESTART));
    leases.drop(shard, leadership.epoch());
    if (leadership instanceof Leadership.Led led) {
      leases.released(shard, led.released());
      holdings.tellForced(shard, state);
    }
    if (mine) {
      leases.ask(shard, leadership.epoch(), definition.ack());
      asking.run();
    } else {
      hosted.get(shard).ifPresent(part -> part.supersede(leadership.epoch()));
    }
  }
}
