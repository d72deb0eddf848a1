package chorus.sim;

import chorus.base.NodeId;
import chorus.node.NodeEvent;
import chorus.sim.check.DroppedDatabases;
import chorus.sim.cluster.SimCluster;
import chorus.sim.fault.Nemesis;
import chorus.sim.world.World;
import chorus.single.ShardEvent;

/// Tells the checkers what the nodes say of databases that come and go.
final class GuestLaws implements World.Observer {
  private final SimCluster cluster;
  private final DroppedDatabases dropped;
  private final Nemesis nemesis;

  GuestLaws(SimCluster cluster, DroppedDatabases dropped, Nemesis nemesis) {
    this.cluster = cluster;
    this.dropped = dropped;
    this.nemesis = nemesis;
  }

  @Override
  public void saw(long nowNanos, NodeId from, Record event) {
    switch (event) {
      case NodeEvent.Started started -> dropped.started(started.node());
      case NodeEvent.Defined defined -> dropped.defined(defined.definition());
      case NodeEvent.Forgets(var node, var database, long untilMillis) ->
          dropped.forgets(node, database, untilMillis, cluster.machine(node).clock().wallMillis());
      case NodeEvent.Forgotten(var node, var database) ->
          dropped.forgotten(nowNanos, node, database);
      case NodeEvent.ShardFailed(var node, var shard, var _) when !OfMain.isIts(shard) ->
          nemesis.replicaFailed(node);
      case ShardEvent.Appended appended ->
          dropped.appended(nowNanos, appended.node(), appended.shard().database());
      case ShardEvent.Failed failed when !OfMain.isIts(failed.shard()) ->
          nemesis.replicaFailed(failed.node());
      default -> {}
    }
  }
}
