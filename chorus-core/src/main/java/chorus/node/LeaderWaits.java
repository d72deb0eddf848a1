package chorus.node;

import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.Result;
import chorus.base.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Who waits at this node for a later leader to serve. On the control strand.
final class LeaderWaits {
  private final List<Wait> waits = new ArrayList<>();

  private record Wait(
      ShardId shard, Epoch epoch, long untilNanos, Consumer<Result<Routes.Route>> done) {}

  /// `done` hears of the first leader of `epoch` or later that serves. Fault: `INDETERMINATE`.
  void add(ShardId shard, Epoch epoch, long untilNanos, Consumer<Result<Routes.Route>> done) {
    waits.add(new Wait(shard, epoch, untilNanos, done));
  }

  /// Forgets those that have their answer; gives what tells them.
  List<Runnable> decide(Routes routes, long nowNanos) {
    List<Runnable> decided = new ArrayList<>();
    waits.removeIf(each -> {
      Optional<Result<Routes.Route>> answer =
          routes
              .of(each.shard())
              .filter(route -> !route.epoch().isBefore(each.epoch()))
              .map(Result::ok);
      if (answer.isEmpty() && nowNanos - each.untilNanos() > 0) {
        answer = Optional.of(Result.failed(late()));
      }
      answer.ifPresent(result -> decided.add(() -> each.done().accept(result)));
      return answer.isPresent();
    });
    return decided;
  }

  private static Fault late() {
    return Fault.indeterminate(
        "INDETERMINATE", "nobody serves yet, the election goes on | CHORUS STATUS says who leads");
  }
}
