package chorus.cluster;

import chorus.base.LogPosition;
import chorus.base.NodeId;
import chorus.log.ReplicaState.Wholeness;
import java.util.List;

/// From whom a controller chose a leader.
///
/// @param by the controller
/// @param tookMillis from when it saw the election begin
/// @param candidates every replica whose report it had, in the order of their names
public record Choice(NodeId by, long tookMillis, List<Candidate> candidates) {
  public Choice {
    candidates = List.copyOf(candidates);
  }

  /// What a replica reported: the durable end of its log, and whether it may have lost anything.
  public record Candidate(NodeId node, LogPosition last, Wholeness wholeness) {}
}
