package chorus.single;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.definition.AckConfig;
import chorus.diverged.DivergedPart;
import chorus.log.LogRecord;
import chorus.resp.Bytes;
import chorus.value.Hash128;
import java.util.List;

/// What happens to one replica, as it emits it to the trace: the checkers' and the reader's view of
/// the inside.
public sealed interface ShardEvent {
  NodeId node();

  ShardId shard();

  /// The replica is open: what its log begins behind and where it ends, what its rows hold, and
  /// what opening found (`clean`, `torn tail of 17 bytes`, `damaged at 12`).
  record Opened(NodeId node, ShardId shard, Lsn base, LogPosition last, Lsn applied, String found)
      implements ShardEvent {}

  /// The log begins behind `base` from now on.
  record Trimmed(NodeId node, ShardId shard, Lsn base) implements ShardEvent {}

  /// The log takes `bytes` on disk, and may take `cap`.
  record Retained(NodeId node, ShardId shard, long bytes, long cap) implements ShardEvent {}

  /// What the leader of `epoch` feeds this replica does not follow on what is here, and what lies
  /// between is not in any log: this replica gives up its rows and its log, which from now on
  /// begins behind `at`. Up to `keep` the old one was the leader's.
  record BeginsAnew(NodeId node, ShardId shard, Epoch epoch, Lsn keep, LogPosition at)
      implements ShardEvent {}

  /// The rows here cannot be relied on, and have to come from another replica.
  record RowsAwaited(NodeId node, ShardId shard) implements ShardEvent {}

  /// Rows that stand at `at` begin to come from `source`.
  record SnapshotBegun(NodeId node, ShardId shard, NodeId source, LogPosition at)
      implements ShardEvent {}

  /// All of them are here, durably. So often something was asked for once more, since it did not
  /// come.
  record SnapshotInstalled(NodeId node, ShardId shard, LogPosition at, long repeated)
      implements ShardEvent {}

  /// They came, and are not what the snapshot was.
  record SnapshotSpoiled(NodeId node, ShardId shard, String why) implements ShardEvent {}

  /// Nothing below `epoch` is taken any more, durably.
  record Promised(NodeId node, ShardId shard, Epoch epoch) implements ShardEvent {}

  /// Chosen, with a lease: the first record of the epoch is being written at `start`.
  record Activating(NodeId node, ShardId shard, Epoch epoch, Lsn start) implements ShardEvent {}

  /// The first record is committed: writes are taken and strong reads served.
  record Leads(NodeId node, ShardId shard, Epoch epoch) implements ShardEvent {}

  /// Nothing new is begun until `successor` leads, or cannot.
  record HandsOver(NodeId node, ShardId shard, Epoch epoch, NodeId successor)
      implements ShardEvent {}

  /// The leader of `epoch` never answers again; all up to `last` is acknowledged, and durable at
  /// its successor.
  record Released(NodeId node, ShardId shard, Epoch epoch, Lsn last) implements ShardEvent {}

  /// The switchover came to nothing: it leads on.
  record LeadsOn(NodeId node, ShardId shard, Epoch epoch, String why) implements ShardEvent {}

  /// Leads no more, because `later` exists.
  record SteppedDown(NodeId node, ShardId shard, Epoch epoch, Epoch later) implements ShardEvent {}

  /// These records are in the log, not yet durable.
  record Appended(NodeId node, ShardId shard, List<LogRecord> records) implements ShardEvent {}

  /// The rows go back to `keep`, and from `commit`: what lies above did not survive an election.
  /// Those that are stored beyond it are made again.
  record Rewound(NodeId node, ShardId shard, Lsn keep, Lsn commit, Lsn applied)
      implements ShardEvent {}

  /// Writes that did not survive an election are in the diverged store, durably.
  record Saved(NodeId node, ShardId shard, DivergedPart part) implements ShardEvent {}

  /// There was no room for them; it is tried again.
  record SaveFailed(NodeId node, ShardId shard, String why) implements ShardEvent {}

  /// The records from `from` to `end` did not survive an election, and cannot be saved.
  record TailUnreadable(NodeId node, ShardId shard, Lsn from, Lsn end, String why)
      implements ShardEvent {}

  /// All records from `first` to `end`, in whose place the leader of `by` has others, are saved: so
  /// many writes.
  record Diverged(NodeId node, ShardId shard, Epoch by, LogPosition first, Lsn end, long writes)
      implements ShardEvent {}

  /// Everything after `keep` was discarded: it was never committed, or it is saved.
  record CutBack(NodeId node, ShardId shard, Lsn keep, Epoch leader) implements ShardEvent {}

  /// Records up to `lsn` are fsynced here.
  record Durable(NodeId node, ShardId shard, Lsn lsn) implements ShardEvent {}

  /// The leader of `epoch` counts everything up to `lsn` as committed.
  record Committed(NodeId node, ShardId shard, Epoch epoch, Lsn lsn) implements ShardEvent {}

  /// Rows stand at `lsn`.
  record Applied(NodeId node, ShardId shard, Lsn lsn) implements ShardEvent {}

  /// The content hash at a beat.
  record Hashed(NodeId node, ShardId shard, Lsn lsn, Hash128 hash) implements ShardEvent {}

  /// A batch was answered that depends on everything up to `gate`.
  record Answered(NodeId node, ShardId shard, Epoch epoch, Lsn gate) implements ShardEvent {}

  /// So many batches of the leader of `epoch` wait until a key changes.
  record Waiting(NodeId node, ShardId shard, Epoch epoch, int batches) implements ShardEvent {}

  /// The numbers `from` to `upTo` of the sequence `name` are this leadership's, to give out.
  record NumbersReserved(NodeId node, ShardId shard, Epoch epoch, Bytes name, long from, long upTo)
      implements ShardEvent {}

  /// So many numbers were not given out when the leadership ended, and never will be.
  record NumbersAbandoned(NodeId node, ShardId shard, Epoch epoch, long numbers)
      implements ShardEvent {}

  /// The leader of `epoch` acknowledges by two rules from now on: the one in force, and `next`.
  record AckJoint(NodeId node, ShardId shard, Epoch epoch, AckConfig next) implements ShardEvent {}

  /// The leader of `epoch` knows that this is in force.
  record AckInForce(NodeId node, ShardId shard, Epoch epoch, AckConfig config)
      implements ShardEvent {}

  /// The leader of `epoch` cannot have any record acknowledged at present.
  record Degraded(NodeId node, ShardId shard, Epoch epoch, String why) implements ShardEvent {}

  /// It can again.
  record Restored(NodeId node, ShardId shard, Epoch epoch) implements ShardEvent {}

  /// A damaged or wiped replica has everything again.
  record WholeAgain(NodeId node, ShardId shard, Lsn lsn) implements ShardEvent {}

  /// The start of this process is agreed: from now on what the replica confirms counts.
  record Confirms(NodeId node, ShardId shard) implements ShardEvent {}

  /// An fsync has not returned within its limit.
  record DiskStalled(NodeId node, ShardId shard) implements ShardEvent {}

  /// It returned after all.
  record DiskAnswers(NodeId node, ShardId shard) implements ShardEvent {}

  /// Leads no more, by its own choice: another replica may have a disk to rely on.
  record Abdicated(NodeId node, ShardId shard, Epoch epoch, String why) implements ShardEvent {}

  /// The stored rows are not what was written. They are deleted, and made again from the log.
  record RowsDamaged(NodeId node, ShardId shard, String detail) implements ShardEvent {}

  /// They are all there again.
  record RowsRebuilt(NodeId node, ShardId shard, Lsn lsn) implements ShardEvent {}

  /// Part of the log on disk is not what was written.
  record LogDamaged(NodeId node, ShardId shard, String what) implements ShardEvent {}

  /// It is as it was before: its records came from another replica.
  record LogRepaired(NodeId node, ShardId shard, String what) implements ShardEvent {}

  /// It cannot be repaired for now; nothing was changed.
  record LogBeyondRepair(NodeId node, ShardId shard, String what, String why)
      implements ShardEvent {}

  /// A look at everything that is stored here ended: how much was repaired, and how much is damaged
  /// still.
  record Scrubbed(NodeId node, ShardId shard, int repaired, int left) implements ShardEvent {}

  /// Writes are refused for want of room.
  record DiskFull(NodeId node, ShardId shard) implements ShardEvent {}

  /// There is room again.
  record DiskHasRoom(NodeId node, ShardId shard) implements ShardEvent {}

  /// The database is not held here any more: what is stored of it is being deleted.
  record Discards(NodeId node, ShardId shard) implements ShardEvent {}

  /// Stopped for good in this process.
  record Failed(NodeId node, ShardId shard, String why) implements ShardEvent {}
}
