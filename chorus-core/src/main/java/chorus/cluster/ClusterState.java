package chorus.cluster;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.cluster.MetaCommand.AddMember;
import chorus.cluster.MetaCommand.AlterDatabase;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.ClientsSaw;
import chorus.cluster.MetaCommand.CompleteAck;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.DropDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.ForgetDatabase;
import chorus.cluster.MetaCommand.FormCluster;
import chorus.cluster.MetaCommand.HandOver;
import chorus.cluster.MetaCommand.PlaceDatabase;
import chorus.cluster.MetaCommand.PlanAck;
import chorus.cluster.MetaCommand.RemoveMember;
import chorus.cluster.MetaCommand.RenewMember;
import chorus.cluster.MetaCommand.ReserveSequence;
import chorus.cluster.MetaCommand.Served;
import chorus.cluster.MetaCommand.StartNode;
import chorus.cluster.MetaCommand.UndropDatabase;
import chorus.definition.AckConfig;
import chorus.definition.AckPolicy;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Model;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// The facts that all nodes agree on. Immutable: [#after] gives the next state.
///
/// `sequences` are those of databases that have any. `made` counts the databases that there ever
/// were: the next one gets that id.
public record ClusterState(
    String clusterId,
    Members members,
    Map<DatabaseId, DatabaseDefinition> databases,
    Map<ShardId, Leadership> leaderships,
    Map<ShardId, LeaderHistory> histories,
    Map<DatabaseId, SequenceMarks> sequences,
    int made) {
  public static final ClusterState EMPTY =
      new ClusterState(
          "", Members.NONE, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), 0);

  public ClusterState {
    databases = Collections.unmodifiableMap(databases);
    leaderships = Collections.unmodifiableMap(leaderships);
    histories = Collections.unmodifiableMap(histories);
    sequences = Collections.unmodifiableMap(sequences);
  }

  public boolean isFormed() {
    return !clusterId.isEmpty();
  }

  /// The state after `command`; this very state if the command does not apply to it.
  public ClusterState after(MetaCommand command) {
    return switch (command) {
      case FormCluster form -> formed(form);
      case StartNode start -> with(members.started(start.node(), start.boot(), start.after()));
      case AddMember add ->
          isFormed() ? with(members.plus(add.node(), add.incarnation(), add.address())) : this;
      case RemoveMember remove -> removed(remove);
      case RenewMember renew -> renewed(renew);
      case CreateDatabase create -> created(create);
      case AlterDatabase alter -> altered(alter);
      case PlaceDatabase place -> placed(place);
      case DropDatabase drop -> Drops.dropped(this, drop);
      case UndropDatabase undrop -> Drops.undropped(this, undrop);
      case ForgetDatabase forget -> Drops.forgotten(this, forget);
      case PlanAck plan -> planned(plan);
      case CompleteAck complete -> completed(complete);
      case BeginElection begin -> begun(begin);
      case ElectLeader elect -> elected(elect);
      case HandOver over -> handedOver(over);
      case Served served ->
          noted(served.shard(), served.epoch(), change -> change.began(served.tookMillis()));
      case ClientsSaw saw ->
          noted(saw.shard(), saw.epoch(), change -> change.seen(saw.node(), saw.hindrance()));
      case ReserveSequence reserve -> reserved(reserve);
    };
  }

  public Leadership leadership(ShardId shard) {
    return leaderships.getOrDefault(shard, new Leadership.Vacant());
  }

  public LeaderHistory history(ShardId shard) {
    return histories.getOrDefault(shard, LeaderHistory.NONE);
  }

  /// How far the sequences of `database` are given away.
  public SequenceMarks sequences(DatabaseId database) {
    return sequences.getOrDefault(database, SequenceMarks.NONE);
  }

  /// Asked for each command, so it makes nothing.
  public Optional<DatabaseDefinition> byIndex(int index) {
    for (DatabaseDefinition each : databases.values()) {
      if (each.index() == index) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  public Optional<DatabaseDefinition> byName(String name) {
    return databases.values().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /// Whether there is such a database and it is dropped.
  public boolean isDropped(DatabaseId database) {
    return Optional.ofNullable(databases.get(database))
        .filter(DatabaseDefinition::isDropped)
        .isPresent();
  }

  /// Whether there was a database with this id that is gone for good.
  public boolean isForgotten(DatabaseId database) {
    return database.number() < made && !databases.containsKey(database);
  }

  /// How many databases are gone for good.
  public int forgotten() {
    return made - databases.size();
  }

  public Collection<DatabaseDefinition> definitions() {
    return databases.values();
  }

  /// The databases that `node` holds a replica of or is a witness for, or will: it cannot be
  /// removed while there are any.
  public List<DatabaseDefinition> heldBy(NodeId node) {
    return databases.values().stream()
        .filter(it ->
            it.ack().fenceGroup().contains(node)
                || it.holders().contains(node)
                || it.next().filter(next -> next.fenceGroup().contains(node)).isPresent())
        .toList();
  }

  private ClusterState formed(FormCluster form) {
    if (isFormed()) {
      return this;
    }
    return new ClusterState(
        form.clusterId(),
        Members.formed(form.members()),
        databases,
        leaderships,
        histories,
        sequences,
        made);
  }

  private ClusterState removed(RemoveMember remove) {
    return heldBy(remove.node()).isEmpty()
        ? with(members.without(remove.node(), remove.incarnation()))
        : this;
  }

  /// What the node holds it holds anew.
  private ClusterState renewed(RenewMember renew) {
    Members next = members.renewed(renew.node(), renew.boot());
    if (next.equals(members)) {
      return this;
    }
    ClusterState state = with(next);
    for (DatabaseDefinition each : definitions()) {
      if (each.holders().contains(renew.node())) {
        state = state.with(each.anewOn(renew.node()));
      }
    }
    return state;
  }

  /// Refused too if there are no members to hold it yet: what is in the log is replayed for ever,
  /// so nothing that can be proposed may fail.
  private ClusterState created(CreateDatabase create) {
    if (!isFormed() || !DatabaseDefinition.isName(create.name())) {
      return this;
    }
    if (byName(create.name()).isPresent() || byIndex(create.index()).isPresent()) {
      return this;
    }
    DatabaseId id = new DatabaseId(made);
    List<NodeId> group = members(id);
    int count = create.replicas() == CreateDatabase.ALL_MEMBERS ? group.size() : create.replicas();
    if (count > group.size() || !fits(create.policy(), count)) {
      return this;
    }
    AckConfig ack =
        AckConfig.first(create.policy().mode(), group.subList(0, count), List.of())
            .witnessedBy(group);
    Map<DatabaseId, DatabaseDefinition> all = new TreeMap<>(databases);
    all.put(
        id,
        DatabaseDefinition.first(
            id,
            create.name(),
            create.index(),
            Model.SINGLE_LEADER,
            create.engine(),
            ack,
            create.policy(),
            create.failover(),
            create.onFollower()));
    return new ClusterState(clusterId, members, all, leaderships, histories, sequences, made + 1)
        .with(new ShardId(id, 0), new Leadership.Vacant(), LeaderHistory.NONE);
  }

  private ClusterState altered(AlterDatabase alter) {
    DatabaseDefinition before = databases.get(alter.database());
    if (before == null
        || before.version() != alter.version()
        || before.isDropped()
        || !fits(alter.policy(), before.ack().replicas().size())
        || !fits(alter.policy(), before.placement().wanted().size())) {
      return this;
    }
    return with(before.altered(alter.failover(), alter.onFollower(), alter.policy()));
  }

  private ClusterState placed(PlaceDatabase place) {
    DatabaseDefinition before = databases.get(place.database());
    List<NodeId> wanted = place.replicas();
    if (before == null
        || before.version() != place.version()
        || before.isDropped()
        || wanted.isEmpty()
        || wanted.stream().distinct().count() < wanted.size()
        || !members.ids().containsAll(wanted)
        || !fits(before.policy(), wanted.size())) {
      return this;
    }
    return with(before.placedOn(wanted));
  }

  private static boolean fits(AckPolicy policy, int replicas) {
    return policy.isSound() && AckConfig.fits(policy.mode(), replicas);
  }

  private ClusterState planned(PlanAck plan) {
    return changed(
        plan.shard(),
        plan.epoch(),
        it ->
            it.ack().version() == plan.base()
                && it.latest().version() + 1 == plan.next().version()
                && plan.next().isStepFrom(it.ack())
                && it.holders().containsAll(plan.next().replicas())
                && members.ids().containsAll(plan.next().fenceGroup()),
        it -> it.planning(witnessed(plan.next(), it), plan.epoch()));
  }

  /// With the fence group filled up where replicas change; who leaves takes part only if nobody
  /// else can.
  private AckConfig witnessed(AckConfig next, DatabaseDefinition definition) {
    List<NodeId> before = definition.ack().replicas();
    if (next.replicas().equals(before)) {
      return next;
    }
    List<NodeId> candidates = members(definition.id());
    candidates.sort(Comparator.comparing(before::contains));
    return next.witnessedBy(candidates);
  }

  private ClusterState completed(CompleteAck complete) {
    return changed(
        complete.shard(),
        complete.epoch(),
        it -> it.next().isPresent() && it.latest().version() == complete.version(),
        DatabaseDefinition::completed);
  }

  /// The state with one definition changed, on the word of the leader of `epoch`.
  private ClusterState changed(
      ShardId shard,
      Epoch epoch,
      Predicate<DatabaseDefinition> fits,
      UnaryOperator<DatabaseDefinition> change) {
    return Optional.ofNullable(databases.get(shard.database()))
        .filter(it -> isLed(shard, epoch) && fits.test(it))
        .map(it -> with(change.apply(it)))
        .orElse(this);
  }

  private boolean isLed(ShardId shard, Epoch epoch) {
    return leadership(shard) instanceof Leadership.Led led && led.epoch().equals(epoch);
  }

  private ClusterState begun(BeginElection begin) {
    ShardId shard = begin.shard();
    Leadership now = leadership(shard);
    if (!leaderships.containsKey(shard)
        || !now.epoch().equals(begin.from())
        || isDropped(shard.database())) {
      return this;
    }
    Epoch epoch = begin.from().next();
    return with(
        shard,
        new Leadership.Electing(epoch, now.last(), begin.ending().cause()),
        history(shard).plus(LeaderChange.of(epoch, now.last(), begin.ending())));
  }

  private ClusterState elected(ElectLeader elect) {
    ShardId shard = elect.shard();
    return leadership(shard) instanceof Leadership.Electing(Epoch epoch, var _, var cause)
            && epoch.equals(elect.epoch())
            && !isDropped(shard.database())
            && mayLead(shard, elect.leader())
        ? ledIn(epoch, shard)
            .with(
                shard,
                new Leadership.Led(epoch, elect.leader(), elect.boot(), cause),
                history(shard).with(epoch, it -> it.chosen(elect.leader(), elect.choice())))
        : this;
  }

  private ClusterState handedOver(HandOver over) {
    ShardId shard = over.shard();
    if (!(leadership(shard) instanceof Leadership.Led led)
        || !led.epoch().equals(over.from())
        || !mayLead(shard, over.leader())) {
      return this;
    }
    Epoch epoch = over.from().next();
    return ledIn(epoch, shard)
        .with(
            shard,
            new Leadership.Led(epoch, over.leader(), over.boot(), Ending.Cause.HANDED_OVER),
            history(shard)
                .plus(LeaderChange.of(epoch, led.last(), over.ending()).ledBy(over.leader())));
  }

  /// Only who holds a replica by what is in force: others may lack what is acknowledged.
  private boolean mayLead(ShardId shard, NodeId node) {
    DatabaseDefinition definition = databases.get(shard.database());
    return definition != null && definition.ack().replicas().contains(node);
  }

  private ClusterState ledIn(Epoch epoch, ShardId shard) {
    return Optional.ofNullable(databases.get(shard.database()))
        .map(it -> with(it.ledIn(epoch)))
        .orElse(this);
  }

  private ClusterState noted(ShardId shard, Epoch epoch, UnaryOperator<LeaderChange> change) {
    LeaderHistory told = history(shard).with(epoch, change);
    return told.equals(history(shard)) ? this : with(shard, leadership(shard), told);
  }

  private ClusterState reserved(ReserveSequence reserve) {
    DatabaseId database = reserve.shard().database();
    SequenceMarks before = sequences(database);
    SequenceMarks marks = before.reserved(reserve.name(), reserve.expected(), reserve.size());
    if (!isLed(reserve.shard(), reserve.epoch()) || marks.equals(before)) {
      return this;
    }
    Map<DatabaseId, SequenceMarks> all = new TreeMap<>(sequences);
    all.put(database, marks);
    return new ClusterState(clusterId, members, databases, leaderships, histories, all, made);
  }

  /// Every member; the preferred leader moves on by one with each database, so that load spreads.
  private List<NodeId> members(DatabaseId id) {
    List<NodeId> all = new ArrayList<>(members.ids());
    Collections.rotate(all, -(id.number() % Math.max(1, all.size())));
    return all;
  }

  private ClusterState with(Members next) {
    return next.equals(members)
        ? this
        : new ClusterState(clusterId, next, databases, leaderships, histories, sequences, made);
  }

  ClusterState with(DatabaseDefinition definition) {
    Map<DatabaseId, DatabaseDefinition> all = new TreeMap<>(databases);
    all.put(definition.id(), definition);
    return new ClusterState(clusterId, members, all, leaderships, histories, sequences, made);
  }

  ClusterState with(ShardId shard, Leadership leadership, LeaderHistory history) {
    Map<ShardId, Leadership> led = new TreeMap<>(leaderships);
    led.put(shard, leadership);
    Map<ShardId, LeaderHistory> told = new TreeMap<>(histories);
    told.put(shard, history);
    return new ClusterState(clusterId, members, databases, led, told, sequences, made);
  }
}
