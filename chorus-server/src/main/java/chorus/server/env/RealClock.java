package chorus.server.env;

import chorus.env.Clock;

/// The machine's clocks.
public final class RealClock implements Clock {
  @Override
  public long monotonicNanos() {
    return System.nanoTime();
  }

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }
}
