package chorus.node;

import chorus.base.Epoch;
import chorus.base.ShardId;
import chorus.cluster.ClusterState;
import chorus.cluster.MetaCommand;
import chorus.cluster.MetaCommand.CompleteAck;
import chorus.cluster.MetaCommand.PlanAck;
import chorus.definition.AckConfig;
import chorus.definition.DatabaseDefinition;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What the leaders on this node want of the control plane, with one thing looked after first: that
/// nodes change only where the lease and whoever takes the leadership over allow it. On the control
/// strand.
///
/// What is held back here its leader asks for again.
final class LeaderWishes {
  private final Leases leases;
  private final HandOvers handOvers;
  private final Supplier<ClusterState> state;
  private final Consumer<MetaCommand> propose;

  LeaderWishes(
      Leases leases,
      HandOvers handOvers,
      Supplier<ClusterState> state,
      Consumer<MetaCommand> propose) {
    this.leases = leases;
    this.handOvers = handOvers;
    this.state = state;
    this.propose = propose;
  }

  /// `next` is planned by the leader of `epoch`. While the leadership is handed over the nodes stay
  /// as they are: the successor may be one that leaves.
  void plan(ShardId shard, Epoch epoch, long base, AckConfig next) {
    if (mayChange(shard, next)) {
      propose.accept(new PlanAck(shard, epoch, base, next));
    }
  }

  /// What is planned as `version` is to come into force. The lease needs both fence groups before
  /// that is proposed.
  void complete(ShardId shard, Epoch epoch, long version) {
    Optional<AckConfig> next =
        definition(shard)
            .flatMap(DatabaseDefinition::next)
            .filter(it -> it.version() == version)
            .filter(it -> mayChange(shard, it))
            .filter(it -> !isMove(shard, it) || leases.join(shard, epoch, it));
    if (next.isPresent()) {
      propose.accept(new CompleteAck(shard, epoch, version));
    }
  }

  private boolean mayChange(ShardId shard, AckConfig next) {
    return !isMove(shard, next) || !handOvers.areUnderway(shard);
  }

  private boolean isMove(ShardId shard, AckConfig next) {
    return definition(shard).filter(it -> it.ack().hasTheNodesOf(next)).isEmpty();
  }

  private Optional<DatabaseDefinition> definition(ShardId shard) {
    return Optional.ofNullable(state.get().databases().get(shard.database()));
  }
}
