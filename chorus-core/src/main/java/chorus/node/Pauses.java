package chorus.node;

import chorus.command.PauseScope;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The pause of a node's clients, if there is one. Any strand may call it.
final class Pauses {
  /// Beyond that a pause is as good as endless.
  private static final long MOST_MILLIS = Long.MAX_VALUE / 4_000_000;

  private final AtomicReference<Optional<Pause>> pause = new AtomicReference<>(Optional.empty());
  private final Runnable ended;

  /// `ended` tells every gateway that there is none any more.
  Pauses(Runnable ended) {
    this.ended = ended;
  }

  /// What holds at `nowNanos`.
  Optional<Pause> at(long nowNanos) {
    Optional<Pause> known = pause.get();
    return known.isPresent() && known.get().isOver(nowNanos) ? Optional.empty() : known;
  }

  /// From `nowNanos` on, for `millis`; prolongs and widens what holds then.
  void begin(PauseScope scope, long millis, long nowNanos) {
    Pause next = new Pause(scope, nowNanos + Math.min(millis, MOST_MILLIS) * 1_000_000);
    pause.updateAndGet(before ->
        Optional.of(
            before
                .filter(each -> !each.isOver(nowNanos))
                .map(each -> each.and(next))
                .orElse(next)));
  }

  void end() {
    pause.set(Optional.empty());
    ended.run();
  }
}
