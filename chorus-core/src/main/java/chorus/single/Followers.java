package chorus.single;

import chorus.ack.AckTracker;
import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.log.ReplicaState.Wholeness;
import chorus.log.ShardLog;
import chorus.ship.Shipper;
import chorus.ship.Source;
import chorus.wire.PeerMessage.AppendReply;
import chorus.wire.ShardStatus.FollowerStatus;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The followers of one leadership: what is shipped to each, and which of their copies count.
///
/// A copy counts if its replica is whole and says so in its present life: what it said before it
/// lost its data counts no more.
final class Followers {
  private final NodeId self;
  private final AckTracker acks;
  private final Feeding feeding;
  private final Map<NodeId, Shipper> shippers = new LinkedHashMap<>();
  private final Map<NodeId, Long> incarnations = new TreeMap<>();
  private final Set<NodeId> whole = new TreeSet<>();

  Followers(Shard shard, Epoch epoch, ShardLog log, AckTracker acks) {
    this.self = shard.self();
    this.acks = acks;
    this.feeding = new Feeding(shard);
    Source source = Source.ofLeader(epoch, self, log);
    for (NodeId replica : shard.definition().ack().replicas()) {
      if (!replica.equals(shard.self())) {
        shippers.put(replica, new Shipper(shard.env(), shard.id(), source, replica));
      }
    }
  }

  /// Sends what there is to send to each.
  void poke(Lsn committed, Lsn settled) {
    shippers.values().forEach(each -> each.poke(committed, settled));
  }

  /// See [Shipper#tick]. Who is fed from here, `inForce` says.
  void tick(Lsn settled, AckConfig inForce) {
    feeding.choose(inForce, shippers);
    shippers.values().forEach(each -> each.tick(settled));
  }

  /// Takes what a follower said; true if more is committed now.
  boolean onReply(NodeId from, AppendReply reply) {
    Shipper shipper = shippers.get(from);
    long known = incarnations.getOrDefault(from, reply.incarnation());
    if (shipper == null || reply.incarnation() < known) {
      return false;
    }
    if (reply.incarnation() > known) {
      shipper.forgetMatch();
      acks.lost(from, Lsn.NONE);
    }
    incarnations.put(from, reply.incarnation());
    if (reply.wholeness() == Wholeness.WHOLE) {
      whole.add(from);
    } else {
      whole.remove(from);
      shipper.owes(reply.incarnation());
    }
    return switch (shipper.onReply(reply)) {
      case MORE_DURABLE, SAME ->
          reply.wholeness() == Wholeness.WHOLE && acks.durable(from, shipper.match());
      case LOST -> {
        acks.lost(from, shipper.match());
        yield false;
      }
    };
  }

  /// The replicas that could confirm a record soon, this one included.
  Set<NodeId> able() {
    Set<NodeId> able = new TreeSet<>();
    able.add(self);
    shippers.forEach((node, shipper) -> {
      if (whole.contains(node) && shipper.isAble()) {
        able.add(node);
      }
    });
    return able;
  }

  /// Whether it is too early to say of some replica that it is not able.
  boolean areAwaited() {
    return shippers.values().stream().anyMatch(Shipper::isAwaited);
  }

  /// Of these, the follower that lacks least.
  Optional<NodeId> best(Set<NodeId> able) {
    return able.stream()
        .filter(each -> !each.equals(self))
        .max(Comparator.comparing(acks::durableAt));
  }

  List<FollowerStatus> statuses() {
    return shippers.values().stream().map(Shipper::status).toList();
  }

  void stop() {
    shippers.values().forEach(Shipper::stop);
  }
}
