package chorus.node;

import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.Timings;
import chorus.definition.Engine;
import chorus.log.LogOptions;
import java.util.List;
import java.util.Set;

/// What a node must know before it starts.
///
/// `boot` numbers this start in the node's directory, from 1. `memory` says whether an earlier
/// process of this node may have promised something to a leader. `members` form the cluster at its
/// first start, which then gets `databases`. Databases with an index in `autoCreate` are made at
/// their first write.
public record NodeOptions(
    NodeId self,
    long boot,
    Memory memory,
    String clusterId,
    List<NodeId> members,
    List<FirstDatabase> databases,
    IndexRange autoCreate,
    Timings timings,
    LogOptions log,
    Set<PlantedBug> bugs) {
  public NodeOptions {
    members = List.copyOf(members);
    databases = List.copyOf(databases);
  }

  /// Whether this node ran before.
  public enum Memory {
    FIRST_START,
    RAN_BEFORE
  }

  /// A database that a new cluster begins with.
  public record FirstDatabase(String name, int index, Engine engine) {}

  /// Indexes from `first` to `last`, both included; none if `last` is lower.
  public record IndexRange(int first, int last) {
    public static final IndexRange NONE = new IndexRange(0, -1);

    public boolean contains(int index) {
      return index >= first && index <= last;
    }
  }

  boolean has(PlantedBug bug) {
    return bugs.contains(bug);
  }
}
