package chorus.definition;

import chorus.base.NodeId;
import chorus.base.Require;
import java.util.ArrayList;
import java.util.List;

/// Who holds a database and when its writes count: one versioned value, since changing a part
/// changes the promise.
///
/// `replicas` hold data, in the order of preference for leading; `witnesses` hold none and only
/// take part in leases. Together they are the *fence group*: a lease needs a majority of it.
public record AckConfig(long version, AckMode mode, List<NodeId> replicas, List<NodeId> witnesses) {
  public AckConfig {
    Require.that(!replicas.isEmpty(), "a database has at least one replica");
    replicas = List.copyOf(replicas);
    witnesses = List.copyOf(witnesses);
  }

  /// Copies that a write needs, the leader's included.
  public int copies() {
    return mode.copies(replicas.size());
  }

  /// Reports that an election must wait for, so that every acknowledged write is in at least one: n
  /// - w + 1.
  public int reports() {
    return replicas.size() - copies() + 1;
  }

  public List<NodeId> fenceGroup() {
    var group = new ArrayList<NodeId>(replicas);
    group.addAll(witnesses);
    return List.copyOf(group);
  }

  /// Members of the fence group that a lease needs.
  public int leaseMajority() {
    return (replicas.size() + witnesses.size()) / 2 + 1;
  }
}
