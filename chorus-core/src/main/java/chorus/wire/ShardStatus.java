package chorus.wire;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.log.ReplicaState.Wholeness;
import chorus.value.Hash128;
import java.util.List;

/// How one replica stands, as it says itself ten times a second.
///
/// `base` is the last record before those that its log still has, `logBytes` what the log takes on
/// disk. `beat` is the last position at which it published its content hash `beatHash` (16 bytes,
/// empty if none). `keys` is how many keys the rows have at `applied`, `expiring` how many of them
/// expire. `diverged` is how many writes are in its diverged store.
public record ShardStatus(
    ShardId shard,
    Standing standing,
    Epoch epoch,
    Lsn base,
    long logBytes,
    Lsn last,
    Lsn durable,
    Lsn commit,
    Lsn applied,
    long keys,
    long expiring,
    Wholeness wholeness,
    Lsn beat,
    Hash128 beatHash,
    long diverged,
    List<FollowerStatus> followers) {
  /// What a replica is doing.
  public enum Standing {
    /// Follows a leader, or waits for one.
    FOLLOWING,
    /// Was chosen; its first record is not committed yet.
    ACTIVATING,
    /// Leads: writes are accepted and strong reads served.
    LEADING,
    /// Chosen or leading, without a valid lease at this moment.
    LEASELESS,
    /// Stopped by a fault.
    FAILED,
    /// Leads, and begins nothing new while its successor takes over.
    HANDING_OVER,
    /// Follows, and its disk does not answer.
    STALLED,
    /// Gave up leading the epoch that it names, since it cannot rely on its disk: it never leads
    /// that again. Nobody leads yet.
    ABDICATED,
    /// Follows, and has no rows to rely on: they are made again from its log, or come from another
    /// replica. It neither leads nor is read.
    REBUILDING,
    /// Follows, and part of its log is damaged and could not be repaired yet.
    DAMAGED
  }

  /// One follower as its leader sees it. `copiedBytes` of a snapshot have been sent, 0 if none is
  /// under way.
  public record FollowerStatus(
      NodeId node, Feed feed, Lsn match, long lagBytes, long copiedBytes) {}

  /// How the leader feeds a follower.
  public enum Feed {
    PROBING,
    STREAMING,
    /// Rows are copied to it, and records besides.
    SNAPSHOT,
    UNREACHABLE
  }
}
