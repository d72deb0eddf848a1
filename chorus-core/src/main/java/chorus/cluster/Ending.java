package chorus.cluster;

import chorus.base.NodeId;

/// How a leadership came to its end, as the node saw it that proposed the end.
///
/// @param atMillis that node's wall clock when it proposed; for people, nothing is decided by it
/// @param tookMillis detected: how long nobody had heard the leader serve; handed over: from the
///   question until the leader had answered for the last time; else 0
/// @param evidence in words
public record Ending(Cause cause, NodeId by, long atMillis, long tookMillis, String evidence) {
  /// Why.
  public enum Cause {
    /// There was none: the database is new.
    CREATED,
    /// The controller found the leader gone, or unable.
    DETECTED,
    /// The leader gave it up for a successor.
    HANDED_OVER,
    /// Somebody asked for an election.
    ASKED,
    /// Somebody asked for a leader even if acknowledged writes are lost by that.
    FORCED,
    /// Somebody dropped the database.
    DROPPED
  }
}
