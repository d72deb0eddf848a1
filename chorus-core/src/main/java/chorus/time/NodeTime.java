package chorus.time;

/// What time it is at a node, as of its last look at the clocks.
///
/// In between it goes on with the monotonic clock: a wall clock that jumps is noticed before its
/// time is used.
///
/// @param wallMillis since 1970, at `atNanos` of the node's monotonic clock
/// @param isInStep whether this is its own clock's time, and enough others confirm it
public record NodeTime(long wallMillis, long atNanos, boolean isInStep) {
  private static final long MILLION = 1_000_000;

  /// The time at `nowNanos`, which is not before the look.
  public long millis(long nowNanos) {
    return wallMillis + Math.max(0, nowNanos - atNanos) / MILLION;
  }
}
