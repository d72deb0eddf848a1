package chorus.sim.check;

import java.util.ArrayDeque;

/// The highest of values that came one after the other, without those that came just now: what is
/// still under way inside a process need not have been taken note of.
final class Settling {
  private static final long UNDERWAY_NANOS = 60_000_000;

  private final ArrayDeque<Value> fresh = new ArrayDeque<>();
  private long highest = Long.MIN_VALUE;

  private record Value(long cameNanos, long value) {}

  void add(long nowNanos, long value) {
    fresh.addLast(new Value(nowNanos, value));
    settle(nowNanos);
  }

  /// [Long#MIN_VALUE] if there is none.
  long highest(long nowNanos) {
    settle(nowNanos);
    return highest;
  }

  private void settle(long nowNanos) {
    while (!fresh.isEmpty() && nowNanos - fresh.getFirst().cameNanos() >= UNDERWAY_NANOS) {
      highest = Math.max(highest, fresh.removeFirst().value());
    }
  }
}
