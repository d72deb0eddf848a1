package chorus.command;

import chorus.base.NodeId;
import java.util.List;

/// What somebody asks for of a database's replicas.
public sealed interface ReplicaChange {
  /// So many; the cluster chooses where.
  record Count(int replicas) implements ReplicaChange {}

  /// On these nodes besides, and not on those any more.
  record Move(List<NodeId> adding, List<NodeId> removing) implements ReplicaChange {
    public Move {
      adding = List.copyOf(adding);
      removing = List.copyOf(removing);
    }
  }
}
