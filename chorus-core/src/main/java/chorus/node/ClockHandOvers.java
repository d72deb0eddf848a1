package chorus.node;

import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.command.SwitchoverPlan;
import chorus.definition.DatabaseDefinition;
import chorus.definition.FailoverMode;
import chorus.env.Env;
import java.time.Duration;
import java.util.Optional;

/// Hands over what this node leads while its clock is off, to nodes whose clocks are in step (F12).
/// On the control strand.
///
/// Not at once, since a clock may be put right, or only seem to be wrong while messages are late;
/// and not where failovers are left to people.
final class ClockHandOvers {
  private static final Duration OFF_FOR = Duration.ofSeconds(3);
  private static final Duration EACH = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Env env;
  private final NodeOptions options;
  private final Switchovers switchovers;
  private Optional<Long> dueNanos = Optional.empty();

  ClockHandOvers(Env env, NodeOptions options, Switchovers switchovers) {
    this.env = env;
    this.options = options;
    this.switchovers = switchovers;
  }

  /// Called at each heartbeat.
  void look(ClusterView view) {
    long now = env.clock().monotonicNanos();
    Long ahead = view.clocksOff().get(options.self());
    if (ahead == null) {
      dueNanos = Optional.empty();
    } else if (dueNanos.isEmpty()) {
      dueNanos = Optional.of(now + OFF_FOR.toNanos());
    } else if (now - dueNanos.get() >= 0) {
      dueNanos = Optional.of(now + EACH.toNanos());
      for (DatabaseDefinition each : view.state().definitions()) {
        handOver(view, each, ahead);
      }
    }
  }

  private void handOver(ClusterView view, DatabaseDefinition definition, long aheadMillis) {
    NodeId self = options.self();
    ShardId shard = new ShardId(definition.id(), 0);
    Optional<Routes.Route> led =
        view.routes().of(shard).filter(route -> route.leader().equals(self));
    if (led.isEmpty()
        || definition.failover() == FailoverMode.MANUAL
        || definition.dropped().isPresent()) {
      return;
    }
    Succession succession = new Succession(view, options, definition, self);
    succession
        .best()
        .ifPresent(successor ->
            switchovers.ask(
                shard,
                new SwitchoverPlan(
                    self, led.get().epoch(), successor, succession.behind(successor)),
                PATIENCE,
                "the clock of %s is off by %d ms".formatted(self, aheadMillis),
                outcome -> {}));
  }
}
