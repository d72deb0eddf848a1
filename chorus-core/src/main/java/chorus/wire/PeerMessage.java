package chorus.wire;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.definition.AckLevel;
import chorus.definition.MemberAddress;
import chorus.env.Links;
import chorus.env.Message;
import chorus.log.EpochTable;
import chorus.log.LogRecord;
import chorus.log.ReplicaState.Wholeness;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.List;

/// Everything that one node says to another.
public sealed interface PeerMessage extends Message {
  /// A message about one shard goes to that shard's strand, any other to the node's control strand.
  sealed interface OfShard extends PeerMessage {
    ShardId shard();
  }

  /// To a follower from its leader, or from the replica before it in a chain: the records after
  /// `previous`, none to ask where the follower stands. `leader` leads `epoch`, whoever sends this.
  /// `commit` is the leader's; of that, what is up to `settled` is not left behind by an ordinary
  /// election. What is `owed`, only the leader says.
  record Append(
      ShardId shard,
      Epoch epoch,
      NodeId leader,
      LogPosition previous,
      Lsn commit,
      Lsn settled,
      Owed owed,
      List<LogRecord> records)
      implements OfShard {}

  /// What a replica that lost records needs to be whole again: everything in the leader's log up to
  /// `lsn`. The leader says so to that life of the replica's data only, and after it heard of it,
  /// so that nothing which an earlier life had confirmed lies above.
  record Owed(long incarnation, Lsn lsn) {
    public static final Owed NOTHING = new Owed(0, Lsn.NONE);
  }

  /// Follower to leader, and to the replica that sent the append, in the epoch of that append.
  ///
  /// `at`: for [AppendVerdict#ACCEPTED] the position up to which the follower's log is the
  /// leader's; for `MISMATCH` a position that the follower has and the leader may share; for
  /// `REJECTED` unused. `durable`: how much of what is the leader's is fsynced here; it counts only
  /// if the replica is whole. `incarnation` is the life of the follower's data that says so: what
  /// an earlier one said counts no more. `base` is what the follower's log begins behind.
  /// `promised` is its epoch promise.
  record AppendReply(
      ShardId shard,
      Epoch epoch,
      AppendVerdict verdict,
      LogPosition at,
      Lsn durable,
      Wholeness wholeness,
      long incarnation,
      LogPosition base,
      Lsn applied,
      Epoch promised)
      implements OfShard {}

  /// Controller to replica: promise to take nothing from epochs below `epoch`, then report.
  record FenceRequest(ShardId shard, Epoch epoch) implements OfShard {}

  /// Replica to controller: the report is the fence. `last` is durable; `boot` is the process that
  /// reports.
  record FenceReport(ShardId shard, Epoch epoch, LogPosition last, Wholeness wholeness, long boot)
      implements PeerMessage {}

  /// Replica to replica: send what you have of these records, in the order of the log. Its own
  /// copies are damaged.
  record FetchRecords(ShardId shard, List<LogPosition> wanted) implements OfShard {}

  /// Replica to replica: some of those that were asked for, perhaps none. Those up to `inRows` are
  /// in the rows of this replica and in its log no more; [Lsn#NONE] if none are.
  record FetchedRecords(ShardId shard, List<LogRecord> records, Lsn inRows) implements OfShard {}

  /// Replica to replica: here are rows that stand at `at`, as snapshot `number` of the sender, for
  /// one whose rows are gone, or whose log ends before any log begins. In the latter case it comes
  /// from the leader of `epoch`, whose history has epochs as `history` says, up to `at`; else the
  /// epoch is none. `state` is what the rows amount to, as `store.StoreState` writes it.
  record SnapshotOffer(
      ShardId shard, Epoch epoch, long number, LogPosition at, EpochTable history, Bytes state)
      implements OfShard {}

  /// Replica to replica: send the rows of snapshot `number` behind `after`. Number [#SOME_SNAPSHOT]
  /// asks for an offer of one that stands at `least` or later.
  record SnapshotAsk(ShardId shard, long number, Bytes after, Lsn least) implements OfShard {
    /// Whichever there is.
    public static final long SOME_SNAPSHOT = 0;
  }

  /// The rows of snapshot `number` behind `after`, some or all, in order: puts as in a record, with
  /// their CRC-32C.
  record SnapshotChunk(ShardId shard, long number, Bytes after, Part part, Bytes rows, int checksum)
      implements OfShard {
    /// Whether rows follow.
    public enum Part {
      MORE_FOLLOWS,
      LAST
    }
  }

  /// Gateway to leader: run these commands in order. `epoch` is the leadership that the gateway
  /// means; ids rise, and everything below `lowestOpen` is answered, so that the leader can forget
  /// it. `ackLevel` is what their connection asks for.
  record Forward(
      ShardId shard,
      Epoch epoch,
      GatewayId gateway,
      long id,
      long lowestOpen,
      List<List<Bytes>> commands,
      AckLevel ackLevel)
      implements OfShard {}

  /// Leader to gateway.
  record ForwardReply(GatewayId gateway, long id, ForwardVerdict verdict, List<Reply> replies)
      implements PeerMessage {}

  /// Gateway to leader, after [ForwardVerdict#WAITING]: nobody waits for this batch any more.
  record Withdraw(GatewayId gateway, long id) implements PeerMessage {}

  /// Gateway to leader: if this batch waits, it waits no longer. The answer is that of the batch.
  record Unblock(GatewayId gateway, long id, Unblocking how) implements PeerMessage {}

  /// Any node to the one that leads: hand `epoch` over to `successor`, which has `patienceMillis`
  /// to catch up. `number` is the asker's, for [SwitchoverRefused]; numbers rise, also from start
  /// to start. `why` is kept with the change.
  record SwitchoverAsk(
      ShardId shard, Epoch epoch, NodeId successor, long patienceMillis, long number, String why)
      implements PeerMessage {}

  /// The leader's answer if it leads on; that a switchover succeeded shows in the agreed facts.
  record SwitchoverRefused(long number, String why) implements PeerMessage {}

  /// Any node to the one that leads: let it be, if `epoch` is not released yet.
  record SwitchoverAbort(ShardId shard, Epoch epoch) implements PeerMessage {}

  /// Node to node, ten times a second: alive, what its wall clock shows, how its shards stand,
  /// which leases it asks for, and which leaders it heard serve.
  record Heartbeat(
      long boot,
      long round,
      long wallMillis,
      List<ShardStatus> shards,
      List<LeaseAsk> asks,
      List<Sighting> sightings)
      implements PeerMessage {}

  /// So long ago the leader of this epoch said to the sender that it serves.
  record Sighting(ShardId shard, Epoch epoch, long agoMillis) {}

  /// The answer to one round, and what the wall clock of who answers shows.
  record HeartbeatReply(long round, long wallMillis, List<LeaseAnswer> answers)
      implements PeerMessage {}

  /// Any member to a node that was removed, in answer to its heartbeat: this incarnation of it
  /// belongs to the cluster no more.
  record Removed(int incarnation) implements PeerMessage {}

  /// To every other node, from a process that takes part in nothing yet: what is the latest start
  /// of this node that is known (F17)?
  ///
  /// `outlived` is a start that it was told of and that its directory knows nothing of: it asks to
  /// come back as another incarnation in the place of that one; [#NONE] before. A message that is
  /// late, from a process that ended since, can never name the start that came after it.
  record ArrivalAsk(long outlived) implements PeerMessage {
    public static final long NONE = -1;
  }

  /// What this node can say to that. `boot` is the latest start that it knows of, [ArrivalAsk#NONE]
  /// if it knows of none; `why` goes with [ArrivalVerdict#WAIT], `incarnation` and `members` with
  /// `ANEW`.
  record ArrivalAnswer(
      ArrivalVerdict verdict, long boot, String why, int incarnation, List<MemberEntry> members)
      implements PeerMessage {
    /// One that says no more.
    public static ArrivalAnswer of(ArrivalVerdict verdict, long boot) {
      return new ArrivalAnswer(verdict, boot, "", 0, List.of());
    }
  }

  /// A member, and where it is reached.
  record MemberEntry(NodeId node, int incarnation, MemberAddress address) {}

  /// Node to node, on a user's word: these links are cut on purpose, and no others. It passes cut
  /// links itself.
  record CutLinks(List<Links.Cut> cuts) implements PeerMessage {}

  /// "Follow me as the leader of this epoch for one lease."
  record LeaseAsk(ShardId shard, Epoch epoch) {}

  /// `promised` equals the epoch asked for if granted, else it is what the member follows (or fears
  /// to follow).
  record LeaseAnswer(ShardId shard, Epoch epoch, LeaseVerdict verdict, Epoch promised) {}
}
