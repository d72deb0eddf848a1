package chorus.node;

import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.wire.PeerMessage.Heartbeat;
import chorus.wire.ShardStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What this node last heard of each node, itself included. On the control strand.
public final class Peers {
  /// One node's last heartbeat, and when it came on this node's monotonic clock.
  public record Heard(long atNanos, long boot, List<ShardStatus> shards) {
    Optional<ShardStatus> status(ShardId shard) {
      return shards.stream().filter(each -> each.shard().equals(shard)).findFirst();
    }
  }

  private final Map<NodeId, Heard> heard = new TreeMap<>();

  void heard(NodeId from, Heartbeat heartbeat, long nowNanos) {
    heard.put(from, new Heard(nowNanos, heartbeat.boot(), heartbeat.shards()));
  }

  /// What others said is forgotten: they are no members.
  void keepOnly(Set<NodeId> members) {
    heard.keySet().retainAll(members);
  }

  Optional<Heard> of(NodeId node) {
    return Optional.ofNullable(heard.get(node));
  }

  Optional<ShardStatus> status(NodeId node, ShardId shard) {
    return of(node).flatMap(each -> each.status(shard));
  }

  /// An immutable copy.
  Map<NodeId, Heard> copy() {
    return new TreeMap<>(heard);
  }
}
