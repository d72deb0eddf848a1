package chorus.single;

import chorus.ack.AckTracker;
import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.DatabaseDefinition;
import chorus.log.ReplicaState.Wholeness;
import chorus.log.ShardLog;
import chorus.ship.Shipper;
import chorus.ship.Snapshots;
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
import java.util.stream.Collectors;

/// The followers of one leadership: what is shipped to each, and which of their copies count.
///
/// A copy counts if its replica is whole and says so in its present life, with the copy: what it
/// said before it lost its data, or the database, counts no more. Learners are shipped to like
/// others.
final class Followers {
  private final Shard shard;
  private final NodeId self;
  private final Source source;
  private final AckTracker acks;
  private final Feeding feeding;
  private final Map<NodeId, Shipper> shippers = new LinkedHashMap<>();
  private final Map<NodeId, Long> incarnations = new TreeMap<>();
  private final Set<NodeId> whole = new TreeSet<>();

  private DatabaseDefinition definition;

  Followers(
      Shard shard,
      Epoch epoch,
      DatabaseDefinition definition,
      ShardLog log,
      AckTracker acks,
      Snapshots snapshots) {
    this.shard = shard;
    this.self = shard.self();
    this.acks = acks;
    this.feeding = new Feeding(shard);
    this.source = Source.ofLeader(epoch, self, log, snapshots);
    this.definition = definition;
    define(definition);
  }

  /// The database is defined so from now on: who holds it is shipped to, and nobody else.
  void define(DatabaseDefinition agreed) {
    definition = agreed;
    List<NodeId> holders = agreed.holders();
    List.copyOf(shippers.keySet()).stream()
        .filter(each -> !holders.contains(each))
        .forEach(this::dismiss);
    for (NodeId each : holders) {
      if (!each.equals(self) && !shippers.containsKey(each)) {
        acks.admit(each);
        shippers.put(each, new Shipper(shard.env(), shard.id(), source, each));
      }
    }
  }

  private void dismiss(NodeId node) {
    Shipper shipper = shippers.remove(node);
    if (shipper != null) {
      shipper.stop();
    }
    incarnations.remove(node);
    whole.remove(node);
    acks.dismiss(node);
  }

  /// Sends what there is to send to each.
  void poke(Lsn committed, Lsn settled) {
    shippers.values().forEach(each -> each.poke(committed, settled));
  }

  /// See [Shipper#tick]. Who is fed from here, `inForce` says.
  void tick(Lsn committed, Lsn settled, AckConfig inForce) {
    feeding.choose(inForce, shippers);
    shippers.values().forEach(each -> each.tick(committed, settled));
  }

  /// Takes what a follower said; true if more is committed now.
  boolean onReply(NodeId from, AppendReply reply) {
    Shipper shipper = shippers.get(from);
    long known = incarnations.getOrDefault(from, reply.incarnation());
    if (shipper == null
        || reply.incarnation() < known
        || reply.incarnation() < definition.placement().life(from)) {
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
          reply.wholeness() == Wholeness.WHOLE
              && acks.durable(from, Lsn.min(shipper.match(), reply.durable()));
      case LOST -> {
        acks.lost(from, shipper.match());
        yield false;
      }
    };
  }

  /// How far every follower has the log, as far as each has said so.
  Lsn had() {
    return shippers.values().stream().map(Shipper::match).reduce(new Lsn(Long.MAX_VALUE), Lsn::min);
  }

  /// The replicas, in force or planned, that could confirm a record soon, this one included.
  Set<NodeId> able() {
    Set<NodeId> able = new TreeSet<>();
    able.add(self);
    shippers.keySet().stream().filter(this::counts).filter(this::isAble).forEach(able::add);
    return able;
  }

  /// Those that do not count and could confirm a record soon.
  Set<NodeId> ready() {
    return shippers.keySet().stream()
        .filter(each -> !counts(each) && isAble(each))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean isAble(NodeId node) {
    Shipper shipper = shippers.get(node);
    return shipper != null && whole.contains(node) && shipper.isAble();
  }

  private boolean counts(NodeId node) {
    return definition.ack().replicas().contains(node)
        || definition.latest().replicas().contains(node);
  }

  /// Whether it is too early to say of some replica that it is not able.
  boolean areAwaited() {
    return shippers.values().stream().anyMatch(each -> counts(each.target()) && each.isAwaited());
  }

  /// Of these, the follower that lacks least.
  Optional<NodeId> best(Set<NodeId> able) {
    return able.stream()
        .filter(each -> !each.equals(self) && definition.mayLead(each))
        .max(Comparator.comparing(acks::durableAt));
  }

  List<FollowerStatus> statuses() {
    return shippers.values().stream().map(Shipper::status).toList();
  }

  void stop() {
    shippers.values().forEach(Shipper::stop);
  }
}
