package chorus.sim;

import chorus.base.NodeId;
import chorus.node.NodeEvent;
import chorus.sim.check.ChainOrder;
import chorus.sim.check.ChainOrder.Around;
import chorus.sim.check.ChainOrder.Links;
import chorus.sim.check.SentRecords;
import chorus.sim.check.Verdicts;
import chorus.sim.cluster.SimCluster;
import chorus.sim.fault.Fault;
import chorus.sim.fault.FaultPlan;
import chorus.sim.fault.Struck;
import chorus.sim.world.World;
import chorus.single.ShardEvent;
import chorus.wire.PeerMessage.Append;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Looks at the records that travel: tells [SentRecords] of them, and [ChainOrder] what happens to
/// a chain, and what it is surrounded by.
final class ShippingWatch implements World.Observer {
  /// A log that does not give a record is a reason to go another way, and nobody says until when.
  private static final List<Fault> OF_LOGS = List.of(Fault.ROT_AT_REST, Fault.HELICAL_ROT);

  /// So is a disk that does not take any. It does again before so many nanoseconds are over.
  private static final List<Fault> OF_DISKS = List.of(Fault.SLOW_DISK, Fault.FULL_DISK);

  private static final long UNTIL_MENDED = 5_000_000_000L;

  private final SimCluster cluster;
  private final Markers markers;
  private final ChainOrder order;
  private final SentRecords sent;
  private final Set<NodeId> failed = new TreeSet<>();
  private final boolean judges;

  ShippingWatch(SimCluster cluster, FaultPlan plan, Verdicts verdicts, Markers markers) {
    this.cluster = cluster;
    this.markers = markers;
    this.order = new ChainOrder(verdicts);
    this.sent = new SentRecords(verdicts);
    this.judges = OF_LOGS.stream().noneMatch(plan::has);
  }

  /// An append reached the machine `to`.
  void came(NodeId to, NodeId from, Append append) {
    sent.came(from, append);
    if (!judges || !order.concerns(to)) {
      return;
    }
    switch (order.came(cluster.world().nowNanos(), to, from, append, around())) {
      case RELAYED -> markers.reach(Marker.RELAYED);
      case SKIPPED -> markers.reach(Marker.CHAIN_SKIPPED);
      case FIRST, OTHER -> {}
    }
  }

  private Around around() {
    Set<NodeId> answering = new TreeSet<>(cluster.awake());
    answering.removeAll(failed);
    boolean isWhole =
        answering.stream()
            .allMatch(
                from -> answering.stream().allMatch(to -> cluster.network().passes(from, to)));
    return new Around(
        answering,
        isWhole ? Links.WHOLE : Links.CUT,
        cluster.network().lost() + cluster.network().late());
  }

  @Override
  public void saw(long nowNanos, NodeId from, Record event) {
    switch (event) {
      case NodeEvent.Defined(NodeId node, var definition) ->
          order.defined(nowNanos, node, definition.ack());
      case NodeEvent.ShardFailed(NodeId node, var _, var _) -> failed.add(node);
      case ShardEvent.Failed(NodeId node, var _, var _) -> failed.add(node);
      case ShardEvent.Opened opened -> {
        failed.remove(opened.node());
        order.disturbed(nowNanos);
      }
      case ShardEvent.Activating activating -> {
        sent.activating(activating.epoch(), activating.start());
        order.disturbed(nowNanos);
      }
      case Struck struck when OF_DISKS.contains(struck.fault()) ->
          order.disturbed(nowNanos + UNTIL_MENDED);
      case Struck _, ShardEvent.Leads _, ShardEvent.Rewound _ -> order.disturbed(nowNanos);
      default -> {}
    }
  }
}
