package chorus.node;

import chorus.base.NodeId;
import chorus.cluster.ClusterState;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What a node knows of its cluster: the agreed facts, where shards are led, and what each node
/// last said of itself.
///
/// Immutable. `atNanos` is when it was taken, on the node's monotonic clock.
public record ClusterView(
    ClusterState state,
    Routes routes,
    Map<NodeId, Peers.Heard> heard,
    LagMarks marks,
    long atNanos) {
  static final ClusterView EMPTY =
      new ClusterView(ClusterState.EMPTY, Routes.EMPTY, new TreeMap<>(), LagMarks.NONE, 0);

  public ClusterView {
    heard = Collections.unmodifiableMap(heard);
  }
}
