package chorus.node;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.cluster.Hindrance;
import chorus.cluster.Leadership;
import chorus.cluster.MetaCommand;
import chorus.cluster.MetaCommand.ClientsSaw;
import chorus.cluster.MetaCommand.Served;
import chorus.env.Env;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What this node adds to the history of leaders: that its own leadership serves, and what its
/// clients went through until somebody served. On the control strand.
///
/// Who proposed a change wrote down why, and from whom it chose. A word that is lost is missing in
/// the history, and does no other harm.
final class Chronicle {
  /// When all that waited for a leader has certainly been answered or begun.
  private static final Duration SETTLING = Duration.ofSeconds(2);

  private final Env env;
  private final NodeOptions options;
  private final Hindrances hindrances;
  private final Consumer<MetaCommand> propose;
  private final Map<ShardId, Decided> open = new TreeMap<>();

  /// A leader that is named and not known to serve yet.
  private record Decided(Epoch epoch, long at) {}

  Chronicle(Env env, NodeOptions options, Hindrances hindrances, Consumer<MetaCommand> propose) {
    this.env = env;
    this.options = options;
    this.hindrances = hindrances;
    this.propose = propose;
  }

  /// The shard's leadership changed.
  void changed(ShardId shard, Leadership leadership) {
    if (leadership instanceof Leadership.Led led) {
      open.put(shard, new Decided(led.epoch(), now()));
    } else {
      open.remove(shard);
    }
  }

  /// Somebody serves who did not before.
  void routed(Routes routes) {
    new TreeMap<>(open)
        .forEach((shard, decided) ->
            routes
                .of(shard)
                .filter(route -> route.epoch().equals(decided.epoch()))
                .ifPresent(route -> serves(shard, decided, route.leader())));
  }

  private void serves(ShardId shard, Decided decided, NodeId leader) {
    open.remove(shard);
    if (leader.equals(options.self())) {
      long took = Duration.ofNanos(now() - decided.at()).toMillis();
      propose.accept(new Served(shard, decided.epoch(), took));
    }
    env.scheduler().after(SETTLING, () -> tell(shard, decided.epoch()));
  }

  private void tell(ShardId shard, Epoch epoch) {
    Hindrance all = hindrances.take(shard, now());
    if (!all.equals(Hindrance.NONE)) {
      propose.accept(new ClientsSaw(shard, epoch, options.self(), all));
    }
  }

  private long now() {
    return env.clock().monotonicNanos();
  }
}
