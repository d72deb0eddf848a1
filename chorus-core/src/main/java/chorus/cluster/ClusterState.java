package chorus.cluster;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.cluster.MetaCommand.ElectLeader;
import chorus.cluster.MetaCommand.FormCluster;
import chorus.cluster.MetaCommand.HandOver;
import chorus.cluster.MetaCommand.StartNode;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Model;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The facts that all nodes agree on. Immutable: [#after] gives the next state.
///
/// `members` maps each node to the number of its latest start.
public record ClusterState(
    String clusterId,
    Map<NodeId, Long> members,
    Map<DatabaseId, DatabaseDefinition> databases,
    Map<ShardId, Leadership> leaderships) {
  public static final ClusterState EMPTY =
      new ClusterState("", new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  public ClusterState {
    members = Collections.unmodifiableMap(members);
    databases = Collections.unmodifiableMap(databases);
    leaderships = Collections.unmodifiableMap(leaderships);
  }

  public boolean isFormed() {
    return !clusterId.isEmpty();
  }

  /// The state after `command`; this very state if the command does not apply to it.
  public ClusterState after(MetaCommand command) {
    return switch (command) {
      case FormCluster form -> formed(form);
      case StartNode start -> started(start);
      case CreateDatabase create -> created(create);
      case BeginElection begin -> {
        Leadership now = leadership(begin.shard());
        yield leaderships.containsKey(begin.shard()) && now.epoch().equals(begin.from())
            ? with(begin.shard(), new Leadership.Electing(begin.from().next()))
            : this;
      }
      case ElectLeader elect ->
          leadership(elect.shard()).equals(new Leadership.Electing(elect.epoch()))
              ? with(
                  elect.shard(),
                  new Leadership.Led(elect.epoch(), elect.leader(), elect.boot(), Epoch.NONE))
              : this;
      case HandOver over ->
          leadership(over.shard()) instanceof Leadership.Led led && led.epoch().equals(over.from())
              ? with(
                  over.shard(),
                  new Leadership.Led(over.from().next(), over.leader(), over.boot(), over.from()))
              : this;
    };
  }

  public Leadership leadership(ShardId shard) {
    return leaderships.getOrDefault(shard, new Leadership.Vacant());
  }

  public Optional<DatabaseDefinition> byIndex(int index) {
    return databases.values().stream().filter(each -> each.index() == index).findFirst();
  }

  public Optional<DatabaseDefinition> byName(String name) {
    return databases.values().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  public Collection<DatabaseDefinition> definitions() {
    return databases.values();
  }

  private ClusterState formed(FormCluster form) {
    if (isFormed()) {
      return this;
    }
    Map<NodeId, Long> all = new TreeMap<>();
    form.members().forEach(each -> all.put(each, 0L));
    return new ClusterState(form.clusterId(), all, databases, leaderships);
  }

  private ClusterState started(StartNode start) {
    Long before = members.get(start.node());
    if (before == null || before >= start.boot()) {
      return this;
    }
    Map<NodeId, Long> all = new TreeMap<>(members);
    all.put(start.node(), start.boot());
    return new ClusterState(clusterId, all, databases, leaderships);
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
    DatabaseId id = new DatabaseId(databases.size());
    AckConfig ack = new AckConfig(1, AckMode.MAJORITY, replicas(id), List.of());
    Map<DatabaseId, DatabaseDefinition> all = new TreeMap<>(databases);
    all.put(
        id,
        new DatabaseDefinition(
            id, create.name(), create.index(), Model.SINGLE_LEADER, create.engine(), ack));
    ClusterState next = new ClusterState(clusterId, members, all, leaderships);
    return next.with(new ShardId(id, 0), new Leadership.Vacant());
  }

  /// Every member; the preferred leader moves on by one with each database, so that load spreads.
  private List<NodeId> replicas(DatabaseId id) {
    List<NodeId> all = new ArrayList<>(members.keySet());
    Collections.rotate(all, -(id.number() % Math.max(1, all.size())));
    return all;
  }

  private ClusterState with(ShardId shard, Leadership leadership) {
    Map<ShardId, Leadership> all = new TreeMap<>(leaderships);
    all.put(shard, leadership);
    return new ClusterState(clusterId, members, databases, all);
  }
}
