package chorus.cluster;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.Dropped;
import chorus.definition.Engine;
import chorus.definition.FailoverMode;
import chorus.definition.MemberAddress;
import chorus.definition.OnFollower;
import chorus.resp.Bytes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is proposed to the meta log. Each command names the state that it changes, so that applying
/// it twice, or late, does no harm.
public sealed interface MetaCommand {
  /// These nodes form the cluster; refused once there is one.
  record FormCluster(String clusterId, Map<NodeId, MemberAddress> members) implements MetaCommand {
    public FormCluster {
      members = Collections.unmodifiableMap(new TreeMap<>(members));
    }
  }

  /// One more node belongs to the cluster. Refused if it does already, if it was removed and
  /// `incarnation` is not the next one, if another member listens at one of its addresses, or if
  /// there are too many.
  record AddMember(NodeId node, int incarnation, MemberAddress address) implements MetaCommand {}

  /// A node belongs to the cluster no more, and this incarnation of it never will again. Refused if
  /// it holds a replica, or is a witness, or will be, or is the last member.
  record RemoveMember(NodeId node, int incarnation) implements MetaCommand {}

  /// A member may have lost what it had: its next incarnation takes the place of the present one,
  /// with nothing of it. Refused if its latest start is not `boot` (any more).
  record RenewMember(NodeId node, long boot) implements MetaCommand {}

  /// A member's process has the start `boot` ([Starts]). Refused if the latest start that is known
  /// is not `after`: this one is then of a directory that does not know of that.
  record StartNode(NodeId node, long boot, long after) implements MetaCommand {}

  /// A new database on `replicas` members; refused if the name or the index is taken, the name is
  /// none that a database may have, or there are not so many members, or too few for its mode, or
  /// the policy is not sound.
  record CreateDatabase(
      String name,
      int index,
      Engine engine,
      FailoverMode failover,
      OnFollower onFollower,
      AckPolicy policy,
      int replicas)
      implements MetaCommand {
    /// On every member that there is.
    public static final int ALL_MEMBERS = 0;

    /// On every member, acknowledged by a majority.
    public static CreateDatabase majority(
        String name, int index, Engine engine, FailoverMode failover) {
      return new CreateDatabase(
          name,
          index,
          engine,
          failover,
          OnFollower.FORWARD,
          AckPolicy.of(AckMode.MAJORITY),
          ALL_MEMBERS);
    }
  }

  /// What a user changes of a database: `failover` and `onFollower` hold from now on, another mode
  /// of acknowledging is wanted from now on, and holds once the leader has brought it into force.
  /// Refused if the definition is not at `version` any more, is dropped, has too few replicas for
  /// the mode, or the policy is not sound.
  record AlterDatabase(
      DatabaseId database,
      long version,
      FailoverMode failover,
      OnFollower onFollower,
      AckPolicy policy)
      implements MetaCommand {}

  /// Users want these members to hold a database: the leader has them join and leave one by one.
  /// Refused if the definition is not at `version` any more or is dropped, somebody is no member,
  /// or they are too few for the mode.
  record PlaceDatabase(DatabaseId database, long version, List<NodeId> replicas)
      implements MetaCommand {
    public PlaceDatabase {
      replicas = List.copyOf(replicas);
    }
  }

  /// The database is dropped: its leadership ends, and nobody leads it until that is taken back.
  /// Refused if the definition is not at `version` any more, or if it is dropped already.
  record DropDatabase(DatabaseId database, long version, Dropped mark, Ending ending)
      implements MetaCommand {}

  /// The database is not dropped any more. Refused if the definition is not at `version` any more,
  /// or if it is not dropped.
  record UndropDatabase(DatabaseId database, long version) implements MetaCommand {}

  /// The dropped database is gone for good: nothing is known of it from now on, and no other one
  /// ever gets its id. `atMillis` is the proposer's wall clock. Refused if the definition is not at
  /// `version` any more, if it is not dropped, or if its time is not over at `atMillis`.
  record ForgetDatabase(DatabaseId database, long version, long atMillis) implements MetaCommand {}

  /// The leader of `epoch` is to bring `next` into force, the version after all others, instead of
  /// what is in force as version `base`. Proposed by that leader. Refused if it leads no more, or
  /// something else is in force, or more than one replica would join or leave. The control plane
  /// fills the fence group up with witnesses.
  record PlanAck(ShardId shard, Epoch epoch, long base, AckConfig next) implements MetaCommand {}

  /// The planned configuration with this version is in force: every record of the leader of `epoch`
  /// satisfies it, and will until that leader knows that this is agreed (F8). Refused if it leads
  /// no more, or something else is planned meanwhile.
  record CompleteAck(ShardId shard, Epoch epoch, long version) implements MetaCommand {}

  /// Ends the leadership of `from`; the next epoch is being elected. Refused if the database is
  /// dropped.
  record BeginElection(ShardId shard, Epoch from, Ending ending) implements MetaCommand {}

  /// The leadership of `from` was given up for `leader`, which has everything: it leads the next
  /// epoch. Only the process that led `from` proposes it, after it answered for the last time.
  record HandOver(ShardId shard, Epoch from, NodeId leader, long boot, Ending ending)
      implements MetaCommand {}

  /// `leader` leads `epoch`, if that is still being elected, and the database is not dropped.
  record ElectLeader(ShardId shard, Epoch epoch, NodeId leader, long boot, Choice choice)
      implements MetaCommand {}

  /// The leader of `epoch` began to serve so long after the decision. For the history only.
  record Served(ShardId shard, Epoch epoch, long tookMillis) implements MetaCommand {}

  /// What clients of `node` went through until the leader of `epoch` served. For the history only.
  record ClientsSaw(ShardId shard, Epoch epoch, NodeId node, Hindrance hindrance)
      implements MetaCommand {}

  /// The leader of `epoch` alone gives the `size` numbers above `expected` of the sequence `name`
  /// away; refused if it does not lead any more, or if `expected` is not the highest number that is
  /// reserved. Only the process that leads `epoch` proposes it.
  record ReserveSequence(ShardId shard, Epoch epoch, Bytes name, long expected, long size)
      implements MetaCommand {}
}
