package chorus.node;

import chorus.command.PauseScope;
import chorus.env.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The pause of a node's clients, if there is one. Any strand may call it.
final class Pauses {
  /// Beyond that a pause is as good as endless.
  private static final long MOST_MILLIS = Long.MAX_VALUE / 4_000_000;

  private final AtomicReference<Optional<Pause>> pause = new AtomicReference<>(Optional.empty());
  private final Clock clock;
  private final Runnable ended;

  /// `ended` tells every gateway that there is none any more.
  Pauses(Clock clock, Runnable ended) {
    this.clock = clock;
    this.ended = ended;
  }

  /// What holds at this moment. Asked before every command: without a pause it looks at no clock.
  Optional<Pause> now() {
    return pause.get().filter(it -> !it.isOver(clock.monotonicNanos()));
  }

  /// From now on, for `millis`; prolongs and widens what holds then.
  void begin(PauseScope scope, long millis) {
    long nowNanos = clock.monotonicNanos();
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
