package chorus.bench.micro;

import chorus.env.Clock;
import chorus.env.Disk;
import chorus.env.Entropy;
import chorus.env.Env;
import chorus.env.Network;
import chorus.env.Scheduler;
import chorus.env.Trace;

/// A world with the machine's clocks and nothing else.
public final class ClockOnly implements Env, Clock {
  @Override
  public Clock clock() {
    return this;
  }

  @Override
  public long monotonicNanos() {
    return System.nanoTime();
  }

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public Scheduler scheduler() {
    throw none();
  }

  @Override
  public Network network() {
    throw none();
  }

  @Override
  public Disk disk() {
    throw none();
  }

  @Override
  public Entropy entropy() {
    throw none();
  }

  @Override
  public Trace trace() {
    throw none();
  }

  private static UnsupportedOperationException none() {
    return new UnsupportedOperationException("there is only a clock");
  }
}
