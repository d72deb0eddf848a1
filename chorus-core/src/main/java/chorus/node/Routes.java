package chorus.node;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.ShardId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Where each shard is led, as far as this node knows. Immutable; the control strand makes the next
/// one.
public record Routes(Map<ShardId, Route> byShard) {
  static final Routes EMPTY = new Routes(new TreeMap<>());

  public Routes {
    byShard = Collections.unmodifiableMap(byShard);
  }

  /// A leader that says it serves.
  public record Route(Epoch epoch, NodeId leader) {}

  public Optional<Route> of(ShardId shard) {
    return Optional.ofNullable(byShard.get(shard));
  }
}
