package chorus.time;

import chorus.base.Require;
import java.time.Duration;

/// How long a process has really been watching: the time in which it looked as often as it should.
///
/// A process that was paused, or too busy to look, heard nothing meanwhile, and that says nothing
/// about the others. So a gap between two looks counts as one step at most, however long it was. A
/// process that is always late still gets on, only slower.
///
/// For one strand. Nanoseconds on that process's monotonic clock go in, nanoseconds that mean only
/// their differences come out.
public final class AttentiveTime {
  private final long longestStepNanos;
  private long lookedAt;
  private long passed;
  private boolean away;
  private boolean excused;

  private AttentiveTime(long longestStepNanos, long nowNanos) {
    this.longestStepNanos = longestStepNanos;
    this.lookedAt = nowNanos;
  }

  /// Of a process that means to look once in each `interval`: a gap counts for half as much again
  /// at most.
  public static AttentiveTime lookingEach(Duration interval, long nowNanos) {
    Require.that(interval.isPositive(), "looks have a distance");
    return new AttentiveTime(interval.toNanos() * 3 / 2, nowNanos);
  }

  /// Counts every gap as it is, as one must not.
  public static AttentiveTime neverAway(long nowNanos) {
    return new AttentiveTime(Long.MAX_VALUE, nowNanos);
  }

  /// The regular look; gives how long ago the last one was.
  public long look(long nowNanos) {
    long gap = nowNanos - lookedAt;
    boolean late = gap > longestStepNanos;
    excused = late && !away;
    away = late;
    passed = at(nowNanos);
    lookedAt = nowNanos;
    return gap;
  }

  /// Whether the last look ended a gap: what came meanwhile may still wait to be taken note of, so
  /// nothing should be concluded from its absence before the next look. True for one look in a row,
  /// so that even a process that is always late concludes something.
  public boolean isJustBack() {
    return excused;
  }

  /// The attentive time at `nowNanos`, which is not before the last look.
  public long at(long nowNanos) {
    return passed + Math.min(nowNanos - lookedAt, longestStepNanos);
  }
}
