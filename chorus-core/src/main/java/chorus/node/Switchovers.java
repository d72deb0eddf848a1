package chorus.node;

import chorus.base.Fault;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.cluster.ClusterState;
import chorus.cluster.Leadership;
import chorus.command.Switched;
import chorus.command.SwitchoverPlan;
import chorus.env.Env;
import chorus.wire.PeerMessage;
import chorus.wire.PeerMessage.SwitchoverAbort;
import chorus.wire.PeerMessage.SwitchoverAsk;
import chorus.wire.PeerMessage.SwitchoverRefused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The switchovers that were asked for at this node, until their outcome is known. On the control
/// strand.
final class Switchovers {
  /// What a switchover may take besides catching up.
  private static final Duration REST = Duration.ofSeconds(3);

  private static final int NUMBER_BITS = 32;

  private final Env env;
  private final BiConsumer<NodeId, PeerMessage> send;
  private final Map<Long, Asked> open = new TreeMap<>();
  private long lastNumber;

  private record Asked(
      ShardId shard, SwitchoverPlan plan, long untilNanos, Consumer<Result<Switched>> done) {}

  /// `boot` is of this process: its numbers are above those of all processes before it.
  Switchovers(Env env, long boot, BiConsumer<NodeId, PeerMessage> send) {
    this.env = env;
    this.send = send;
    this.lastNumber = boot << NUMBER_BITS;
  }

  /// Asks the leader, `why` is kept with the change. Faults: `REFUSED` (it leads on),
  /// `INDETERMINATE`.
  void ask(
      ShardId shard,
      SwitchoverPlan plan,
      Duration patience,
      String why,
      Consumer<Result<Switched>> done) {
    long number = ++lastNumber;
    long until = env.clock().monotonicNanos() + patience.plus(REST).toNanos();
    open.put(number, new Asked(shard, plan, until, done));
    send.accept(
        plan.leader(),
        new SwitchoverAsk(shard, plan.epoch(), plan.successor(), patience.toMillis(), number, why));
  }

  /// The shards whose switchover was asked for here and is not decided.
  List<ShardId> shards() {
    return open.values().stream().map(Asked::shard).toList();
  }

  /// Asks the leader to lead on.
  void abort(ShardId shard) {
    for (Asked each : open.values()) {
      if (each.shard().equals(shard)) {
        send.accept(each.plan().leader(), new SwitchoverAbort(shard, each.plan().epoch()));
      }
    }
  }

  void refused(SwitchoverRefused refused) {
    Asked asked = open.remove(refused.number());
    if (asked != null) {
      asked.done().accept(Result.failed(Fault.notApplied("REFUSED", refused.why())));
    }
  }

  /// Forgets those that are decided or take too long; gives what tells whoever asked.
  List<Runnable> decide(ClusterState state, Routes routes) {
    List<Runnable> decided = new ArrayList<>();
    open.values()
        .removeIf(each -> {
          Optional<Result<Switched>> outcome = outcome(each, state, routes);
          outcome.ifPresent(result -> decided.add(() -> each.done().accept(result)));
          return outcome.isPresent();
        });
    return decided;
  }

  /// The successor serves, or somebody else was chosen, or nothing was heard.
  private Optional<Result<Switched>> outcome(Asked asked, ClusterState state, Routes routes) {
    SwitchoverPlan plan = asked.plan();
    if (state.leadership(asked.shard()) instanceof Leadership.Led led
        && led.epoch().isAfter(plan.epoch())) {
      if (!led.leader().equals(plan.successor())) {
        return Optional.of(open(led.leader() + " was elected meanwhile and leads now"));
      }
      if (routes
          .of(asked.shard())
          .equals(Optional.of(new Routes.Route(led.epoch(), led.leader())))) {
        return Optional.of(
            Result.ok(new Switched(plan.leader(), led.leader(), led.epoch().number())));
      }
    }
    return env.clock().monotonicNanos() - asked.untilNanos() > 0
        ? Optional.of(open("no word of it in time"))
        : Optional.empty();
  }

  private static Result<Switched> open(String why) {
    return Result.failed(
        Fault.indeterminate(
            "INDETERMINATE",
            "the switchover may or may not have happened | "
                + why
                + " | CHORUS STATUS says who leads"));
  }
}
