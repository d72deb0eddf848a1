package chorus.cluster;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.ShardId;
import chorus.cluster.MetaCommand.DropDatabase;
import chorus.cluster.MetaCommand.ForgetDatabase;
import chorus.cluster.MetaCommand.UndropDatabase;
import chorus.definition.DatabaseDefinition;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How a database goes: dropped, perhaps taken back, at last forgotten.
///
/// To be dropped is to be in an election that nobody conducts: the next epoch has begun, so the
/// leader steps down as for any, and whoever takes the drop back only lets the election go on.
final class Drops {
  private Drops() {}

  static ClusterState dropped(ClusterState state, DropDatabase drop) {
    return at(state, drop.database(), drop.version())
        .filter(it -> !it.isDropped())
        .map(it -> ended(state.with(it.dropped(drop.mark())), shard(it), drop.ending()))
        .orElse(state);
  }

  /// A database that never had a leader needs no end of a leadership.
  private static ClusterState ended(ClusterState state, ShardId shard, Ending ending) {
    Leadership now = state.leadership(shard);
    if (now instanceof Leadership.Vacant) {
      return state;
    }
    Epoch epoch = now.epoch().next();
    return state.with(
        shard,
        new Leadership.Electing(epoch, now.last(), ending.cause()),
        state.history(shard).plus(LeaderChange.of(epoch, now.last(), ending)));
  }

  static ClusterState undropped(ClusterState state, UndropDatabase undrop) {
    return at(state, undrop.database(), undrop.version())
        .filter(DatabaseDefinition::isDropped)
        .map(it -> state.with(it.undropped()))
        .orElse(state);
  }

  static ClusterState forgotten(ClusterState state, ForgetDatabase forget) {
    return at(state, forget.database(), forget.version())
        .filter(it -> it.dropped().filter(mark -> mark.isOver(forget.atMillis())).isPresent())
        .map(it -> without(state, it.id()))
        .orElse(state);
  }

  private static ClusterState without(ClusterState state, DatabaseId id) {
    return new ClusterState(
        state.clusterId(),
        state.members(),
        without(state.databases(), id),
        without(state.leaderships(), new ShardId(id, 0)),
        without(state.histories(), new ShardId(id, 0)),
        without(state.sequences(), id),
        state.made());
  }

  private static <K, V> Map<K, V> without(Map<K, V> all, K key) {
    Map<K, V> left = new TreeMap<>(all);
    left.remove(key);
    return left;
  }

  private static Optional<DatabaseDefinition> at(ClusterState state, DatabaseId id, long version) {
    return Optional.ofNullable(state.databases().get(id)).filter(it -> it.version() == version);
  }

  private static ShardId shard(DatabaseDefinition definition) {
    return new ShardId(definition.id(), 0);
  }
}
