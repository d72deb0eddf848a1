package chorus.definition;

import chorus.base.NodeId;
import chorus.base.Require;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which nodes users want to hold a database, and since which version of its definition each node
/// that holds it does so.
///
/// A node that left and came back, or lost its data, holds it anew: whatever it confirmed before
/// counts no more, and it is whole only once it has everything. So each time has incarnations of
/// its own, which begin at [#life].
///
/// @param wanted in the order in which users named them
/// @param since of every node that holds it; 0 for those that held it from the beginning
public record Placement(List<NodeId> wanted, Map<NodeId, Long> since) {
  /// Incarnations of one time; more than a replica can ever begin.
  private static final int LIVES_BITS = 20;

  public Placement {
    Require.that(!wanted.isEmpty(), "somebody holds a database");
    wanted = List.copyOf(wanted);
    since = Collections.unmodifiableMap(new TreeMap<>(since));
  }

  /// On these nodes from the beginning.
  static Placement of(List<NodeId> replicas) {
    Map<NodeId, Long> since = new TreeMap<>();
    replicas.forEach(each -> since.put(each, 0L));
    return new Placement(replicas, since);
  }

  /// Users want these as of `version`; who holds it already goes on doing so.
  Placement wanting(List<NodeId> nodes, long version) {
    Map<NodeId, Long> all = new TreeMap<>(since);
    nodes.forEach(each -> all.putIfAbsent(each, version));
    return new Placement(nodes, all);
  }

  /// `node`, which holds it, lost what it had before `version`.
  Placement anewOn(NodeId node, long version) {
    Map<NodeId, Long> all = new TreeMap<>(since);
    all.put(node, version);
    return new Placement(wanted, all);
  }

  /// Only these hold it.
  Placement heldBy(Collection<NodeId> nodes) {
    Map<NodeId, Long> kept = new TreeMap<>(since);
    kept.keySet().retainAll(nodes);
    return new Placement(wanted, kept);
  }

  /// Below this, an incarnation of `node` is of an earlier time, or of none.
  public long life(NodeId node) {
    return since.getOrDefault(node, 0L) << LIVES_BITS;
  }
}
