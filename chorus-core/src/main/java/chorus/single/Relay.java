package chorus.single;

import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.DatabaseDefinition;
import chorus.ship.Shipper;
import chorus.ship.Source;
import chorus.wire.AppendVerdict;
import chorus.wire.PeerMessage.AppendReply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Passes a leader's records on from a follower, in a chain: to its successor, and while that does
/// not answer, to the next one too, and so on up to the first that answers. In no other mode it
/// does anything.
///
/// A record is passed on as soon as it is known to be the leader's, before its fsync here, as a
/// leader does it. No copy is vouched for by it: each replica tells the leader itself what it has
/// durably.
final class Relay {
  private final Shard shard;
  private final Source source;
  private final Supplier<DatabaseDefinition> definition;
  private final Map<NodeId, Shipper> shippers = new TreeMap<>();

  Relay(Shard shard, Source source, Supplier<DatabaseDefinition> definition) {
    this.shard = shard;
    this.source = source;
    this.definition = definition;
  }

  /// Sends what there is to send, along with what the leader counts as committed and settled.
  void poke(Lsn commit, Lsn settled) {
    shippers.values().forEach(each -> each.poke(commit, settled));
  }

  /// Regularly: chooses whom to feed, and keeps in touch with them.
  void tick(Lsn commit, Lsn settled) {
    choose();
    shippers.values().forEach(each -> each.tick(commit, settled));
  }

  /// Takes what one of them said. That an epoch is over, the leader hears for itself.
  void onReply(NodeId from, AppendReply reply) {
    Shipper shipper = shippers.get(from);
    if (shipper != null
        && reply.epoch().equals(source.epoch())
        && reply.verdict() != AppendVerdict.REJECTED) {
      shipper.onReply(reply);
    }
  }

  private void choose() {
    List<NodeId> behind = behind();
    boolean isReached = false;
    for (NodeId next : behind) {
      if (isReached) {
        drop(next);
      } else {
        isReached = shippers.computeIfAbsent(next, this::shipper).answers();
      }
    }
    List.copyOf(shippers.keySet()).stream()
        .filter(each -> !behind.contains(each))
        .forEach(this::drop);
  }

  private List<NodeId> behind() {
    AckConfig inForce = definition.get().ack();
    return inForce.isChain() ? inForce.behind(source.leader(), shard.self()) : List.of();
  }

  private Shipper shipper(NodeId target) {
    return new Shipper(shard.env(), shard.id(), source, target);
  }

  private void drop(NodeId node) {
    Shipper shipper = shippers.remove(node);
    if (shipper != null) {
      shipper.stop();
    }
  }
}
