package chorus.node;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.cluster.ClusterState;
import chorus.definition.DatabaseDefinition;
import chorus.wire.ShardStatus;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where each shard is led, as far as this node knows. Immutable; the control strand makes the next
/// one.
public record Routes(Map<ShardId, Route> byShard) {
  static final Routes EMPTY = new Routes(new TreeMap<>());

  public Routes {
    byShard = Collections.unmodifiableMap(byShard);
  }

  /// The leaders that say they serve, the latest epoch of each shard, unless a later one is
  /// decided.
  static Routes find(ClusterState state, Peers peers) {
    Map<ShardId, Route> found = new TreeMap<>();
    for (DatabaseDefinition definition : state.definitions()) {
      ShardId shard = new ShardId(definition.id(), 0);
      Epoch decided = state.leadership(shard).epoch();
      for (NodeId replica : definition.ack().replicas()) {
        peers
            .status(replica, shard)
            .filter(each -> each.standing() == ShardStatus.Standing.LEADING)
            .filter(each -> !each.epoch().isBefore(decided))
            .filter(each -> !isOlder(each, found.get(shard)))
            .ifPresent(each -> found.put(shard, new Route(each.epoch(), replica)));
      }
    }
    return new Routes(found);
  }

  private static boolean isOlder(ShardStatus status, @Nullable Route than) {
    return than != null && status.epoch().isBefore(than.epoch());
  }

  /// A leader that says it serves.
  public record Route(Epoch epoch, NodeId leader) {}

  public Optional<Route> of(ShardId shard) {
    return Optional.ofNullable(byShard.get(shard));
  }
}
