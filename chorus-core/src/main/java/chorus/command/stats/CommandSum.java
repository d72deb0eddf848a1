package chorus.command.stats;

import org.jspecify.annotations.Nullable;

/// What all gateways of a node counted of one command.
final class CommandSum {
  private long calls;
  private long nanos;
  private long rejected;
  private long failed;
  private final long[] times = LatencyBuckets.none();

  void add(
      long moreCalls,
      long moreNanos,
      long moreRejected,
      long moreFailed,
      @Nullable LatencyBuckets moreTimes) {
    calls += moreCalls;
    nanos += moreNanos;
    rejected += moreRejected;
    failed += moreFailed;
    if (moreTimes != null) {
      moreTimes.addTo(times);
    }
  }

  boolean isEmpty() {
    return calls == 0 && rejected == 0;
  }

  long calls() {
    return calls;
  }

  long nanos() {
    return nanos;
  }

  long rejected() {
    return rejected;
  }

  long failed() {
    return failed;
  }

  /// By length; see [LatencyBuckets].
  long[] times() {
    return times;
  }
}
