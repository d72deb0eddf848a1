package chorus.sim.world;

import chorus.env.Clock;

/// A machine's two clocks. The monotonic one runs a little fast or slow. The wall clock is kept
/// right, until it jumps.
public final class SimClock implements Clock {
  /// 2026-01-01T00:00:00Z.
  private static final long BEGINNING_MILLIS = 1_767_225_600_000L;

  private final World world;
  private final long originNanos;
  private long driftPpm;
  private long driftedNanos;
  private long driftChangedAt;
  private long wallOffsetMillis;

  SimClock(World world, long originNanos) {
    this.world = world;
    this.originNanos = originNanos;
  }

  @Override
  public long monotonicNanos() {
    return originNanos + world.nowNanos() + driftNanos();
  }

  @Override
  public long wallMillis() {
    return BEGINNING_MILLIS + wallOffsetMillis + world.nowNanos() / 1_000_000;
  }

  /// From now on this clock gains `ppm` microseconds each second (loses, if negative).
  public void drift(long ppm) {
    driftedNanos = driftNanos();
    driftChangedAt = world.nowNanos();
    driftPpm = ppm;
  }

  /// Moves the wall clock; the monotonic one does not notice.
  public void jump(long millis) {
    wallOffsetMillis += millis;
  }

  /// Someone sets the wall clock.
  public void setRight() {
    wallOffsetMillis = 0;
  }

  /// Whether the wall clock shows the time.
  public boolean isRight() {
    return wallOffsetMillis == 0;
  }

  /// How long the world waits while this clock counts `nanos`.
  long worldNanos(long nanos) {
    return nanos - nanos / 1_000_000 * driftPpm;
  }

  private long driftNanos() {
    return driftedNanos + (world.nowNanos() - driftChangedAt) / 1_000_000 * driftPpm;
  }
}
