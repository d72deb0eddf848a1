package chorus.node;

import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.Timings;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.Engine;
import chorus.definition.MemberAddress;
import chorus.log.LogOptions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a node must know before it starts.
///
/// `past` is what the directory tells, this start included. `members` form the cluster at its first
/// start, which then gets `databases`; to a node that joins later they are whom it was told of.
/// Databases with an index in `autoCreate` are made at their first write. A read of more than
/// `rowsAtOnce` rows goes on beside the others.
public record NodeOptions(
    NodeId self,
    Past past,
    String clusterId,
    Map<NodeId, MemberAddress> members,
    List<FirstDatabase> databases,
    IndexRange autoCreate,
    Timings timings,
    LogOptions log,
    int rowsAtOnce,
    Set<PlantedBug> bugs) {
  public NodeOptions {
    members = Collections.unmodifiableMap(new TreeMap<>(members));
    databases = List.copyOf(databases);
  }

  /// The number of this start ([Starts]).
  public long boot() {
    return past.boot();
  }

  /// A database that a new cluster begins with, on so many `replicas`; [CreateDatabase#ALL_MEMBERS]
  /// is one on each node.
  public record FirstDatabase(
      String name, int index, Engine engine, AckPolicy policy, int replicas) {
    /// One as `main` is.
    public static FirstDatabase of(String name, int index, Engine engine) {
      return new FirstDatabase(
          name, index, engine, AckPolicy.of(AckMode.MAJORITY), CreateDatabase.ALL_MEMBERS);
    }
  }

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
