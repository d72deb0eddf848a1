package chorus.node;

import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.cluster.ClusterState;
import chorus.wire.ShardStatus;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a node knows of its cluster: the agreed facts, where shards are led, and what each node
/// last said of itself.
///
/// Immutable. `switching` are the shards whose planned switchover was asked for at this node and is
/// not decided yet. `clocksOff` are the members whose wall clocks are off, each with how many
/// milliseconds it is ahead of the others. `atNanos` is when it was taken, on the node's monotonic
/// clock.
public record ClusterView(
    ClusterState state,
    Routes routes,
    Map<NodeId, Peers.Heard> heard,
    LagMarks marks,
    List<ShardId> switching,
    Map<NodeId, Long> clocksOff,
    long atNanos) {
  static final ClusterView EMPTY =
      new ClusterView(
          ClusterState.EMPTY,
          Routes.EMPTY,
          new TreeMap<>(),
          LagMarks.NONE,
          List.of(),
          new TreeMap<>(),
          0);

  public ClusterView {
    heard = Collections.unmodifiableMap(heard);
    clocksOff = Collections.unmodifiableMap(clocksOff);
  }

  /// How `node` last said that its replica of `shard` stands, however long ago.
  public Optional<ShardStatus> status(NodeId node, ShardId shard) {
    return Optional.ofNullable(heard.get(node)).flatMap(each -> each.status(shard));
  }

  /// The same, if it was within `patience` before this view was taken.
  Optional<ShardStatus> status(NodeId node, ShardId shard, Duration patience) {
    return isSilent(node, patience) ? Optional.empty() : status(node, shard);
  }

  /// Whether `node` was not heard within `patience` before this view was taken.
  boolean isSilent(NodeId node, Duration patience) {
    Peers.Heard last = heard.get(node);
    return last == null || atNanos - last.atNanos() > patience.toNanos();
  }
}
