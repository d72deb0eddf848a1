package chorus.node;

import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.ShardId;
import chorus.command.CommandTable;
import chorus.command.stats.NodeStats;
import chorus.database.HostedShard;
import chorus.definition.AckConfig;
import chorus.definition.DatabaseDefinition;
import chorus.env.Env;
import chorus.env.Strands;
import chorus.resp.Bytes;
import chorus.single.ReplicaObserver;
import chorus.single.Shard;
import chorus.store.Engines;
import chorus.time.NodeTime;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// Opens this node's parts of shards, and brings what they say to the control strand.
final class Hosting {
  private final NodeOptions options;
  private final Strands strands;
  private final Env env;
  private final Engines engines;
  private final CommandTable commands;
  private final NodeStats stats;
  private final Reservations reservations;
  private final Supplier<NodeTime> time;

  Hosting(
      NodeOptions options,
      Strands strands,
      Env env,
      Engines engines,
      CommandTable commands,
      NodeStats stats,
      Reservations reservations,
      Supplier<NodeTime> time) {
    this.options = options;
    this.strands = strands;
    this.env = env;
    this.engines = engines;
    this.commands = commands;
    this.stats = stats;
    this.reservations = reservations;
    this.time = time;
  }

  /// Begins to open one. `standingChanged`, `superseded` with the later epoch, and `wishes` are
  /// called on the control strand.
  HostedShard open(
      ShardId id,
      DatabaseDefinition definition,
      Runnable standingChanged,
      BiConsumer<ShardId, Epoch> superseded,
      LeaderWishes wishes) {
    Shard shard =
        new Shard(
            strands.strand(Holdings.strand(id)),
            options.self(),
            options.boot(),
            id,
            definition,
            options.timings(),
            commands,
            stats.shard(),
            time,
            new Shard.Aside(
                strands.strand(Holdings.strand(id) + "-aside").scheduler(), options.rowsAtOnce()),
            options.bugs());
    var observer =
        new ReplicaObserver() {
          @Override
          public void standingChanged() {
            env.scheduler().execute(standingChanged);
          }

          @Override
          public void superseded(Epoch later) {
            env.scheduler().execute(() -> superseded.accept(id, later));
          }

          @Override
          public void reopen() {}

          @Override
          public void reserve(Epoch epoch, Bytes name, long size) {
            env.scheduler().execute(() -> reservations.ask(id, epoch, name, size));
          }

          @Override
          public void planAck(Epoch epoch, long base, AckConfig next) {
            env.scheduler().execute(() -> wishes.plan(id, epoch, base, next));
          }

          @Override
          public void completeAck(Epoch epoch, long version) {
            env.scheduler().execute(() -> wishes.complete(id, epoch, version));
          }
        };
    return HostedShard.open(shard, options.log(), engines, observer, fault -> cannotRun(id, fault));
  }

  private void cannotRun(ShardId id, Fault fault) {
    String why = fault.code() + ": " + fault.detail();
    env.trace().emit(new NodeEvent.ShardFailed(options.self(), id, why));
  }
}
