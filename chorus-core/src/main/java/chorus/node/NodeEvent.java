package chorus.node;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.base.Starts;
import chorus.cluster.Leadership;
import chorus.cluster.Members;
import chorus.definition.DatabaseDefinition;
import chorus.definition.FailoverMode;
import chorus.env.MetaMembers;
import chorus.log.ReplicaState.Wholeness;

/// What happens to a node outside its shards, as it emits it to the trace.
public sealed interface NodeEvent {
  NodeId node();

  /// The node begins.
  record Started(NodeId node, long boot) implements NodeEvent {
    @Override
    public String toString() {
      return "Started[node=%s, incarnation=%d, start=%d]"
          .formatted(node, Starts.incarnation(boot), Starts.count(boot));
    }
  }

  /// The controller gives a leader up; `evidence` says why.
  record Suspected(NodeId node, ShardId shard, Epoch epoch, NodeId leader, String evidence)
      implements NodeEvent {}

  /// This node did nothing for so long: it was paused, or too busy. What it did not hear meanwhile
  /// is held against nobody.
  record WasAway(NodeId node, long millis) implements NodeEvent {}

  /// This node's wall clock is so far ahead of the others (behind, if negative) that it does not go
  /// by it any more.
  record ClockOff(NodeId node, long aheadMillis) implements NodeEvent {}

  /// This node's wall clock is in step with the others again.
  record ClockInStep(NodeId node) implements NodeEvent {}

  /// A replica's report reached the controller.
  record Reported(
      NodeId node,
      ShardId shard,
      Epoch epoch,
      NodeId replica,
      LogPosition last,
      Wholeness wholeness)
      implements NodeEvent {
    public boolean isWhole() {
      return wholeness == Wholeness.WHOLE;
    }
  }

  /// This node learned of an agreed change of who leads, and of who may decide on such changes.
  record Agreed(NodeId node, ShardId shard, FailoverMode failover, Leadership leadership)
      implements NodeEvent {}

  /// This node learned of a new definition of a database.
  record Defined(NodeId node, DatabaseDefinition definition) implements NodeEvent {}

  /// The controller finds that the time of a dropped database is over.
  record Forgets(NodeId node, DatabaseId database, long untilMillis) implements NodeEvent {}

  /// This node learned that a database is gone for good.
  record Forgotten(NodeId node, DatabaseId database) implements NodeEvent {}

  /// The controller chose.
  record Chose(NodeId node, ShardId shard, Epoch epoch, NodeId leader, LogPosition last)
      implements NodeEvent {}

  /// This node promised to follow a leadership for one lease.
  record Granted(NodeId node, ShardId shard, Epoch epoch, NodeId leader) implements NodeEvent {}

  /// The meta log makes this node the controller, or takes that back.
  record Controls(NodeId node) implements NodeEvent {}

  record ControlsNoMore(NodeId node) implements NodeEvent {}

  /// A shard cannot run here.
  record ShardFailed(NodeId node, ShardId shard, String why) implements NodeEvent {}

  /// This node's directory is older than what the cluster knows of it.
  record OldDirectory(NodeId node, long boot, long known) implements NodeEvent {}

  /// This node learned of an agreed change of the members, or of their starts.
  record MembersAgreed(NodeId node, Members members) implements NodeEvent {}

  /// The controller has brought those who take part in the control plane's log in line with the
  /// members.
  record ControlGroup(NodeId node, MetaMembers members) implements NodeEvent {}

  /// This node was removed from the cluster, and ends.
  record Left(NodeId node, long boot) implements NodeEvent {}
}
