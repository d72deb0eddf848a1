package chorus.testing;

import chorus.base.Result;
import chorus.env.Clock;
import chorus.env.Completion;
import chorus.env.Disk;
import chorus.env.Entropy;
import chorus.env.Env;
import chorus.env.Network;
import chorus.env.Scheduler;
import chorus.env.Timer;
import chorus.env.Trace;
import chorus.time.NodeTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// One process's strand on one queue and a virtual clock. A new one on the same [MemoryDisk] is the
/// process after a restart: what was queued before never runs.
public final class ManualEnv implements Env, Clock, Scheduler {
  private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Alarm::due).thenComparingLong(Alarm::order));
  private final MemoryDisk disk;
  private final Network network;
  private long nowNanos;
  private long jumpedMillis;
  private boolean inStep = true;
  private long timersSet;

  private record Alarm(long due, long order, Runnable task) {}

  /// How much time passes while work is done away from the strand.
  public Duration offloadTakes = Duration.ZERO;

  /// What is sent goes nowhere.
  public ManualEnv(MemoryDisk disk) {
    this(disk, (to, message) -> {});
  }

  /// What is sent goes to `network`.
  public ManualEnv(MemoryDisk disk, Network network) {
    this.disk = disk;
    this.network = network;
  }

  /// Runs the oldest waiting task; false if none waits.
  public boolean step() {
    Runnable next = queue.poll();
    if (next == null) {
      return false;
    }
    next.run();
    return true;
  }

  /// Runs tasks until none waits. Timers do not fire.
  public void settle() {
    while (step()) {}
  }

  /// Lets time pass, and runs what is due on the way.
  public void advance(Duration time) {
    long until = nowNanos + time.toNanos();
    settle();
    while (!alarms.isEmpty() && alarms.peek().due() <= until) {
      Alarm alarm = alarms.remove();
      nowNanos = alarm.due();
      alarm.task().run();
      settle();
    }
    nowNanos = until;
  }

  @Override
  public Clock clock() {
    return this;
  }

  @Override
  public Scheduler scheduler() {
    return this;
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public Disk disk() {
    return disk.seenFrom(this);
  }

  @Override
  public Entropy entropy() {
    return component -> new SplittableRandom(component.hashCode());
  }

  @Override
  public Trace trace() {
    return new Trace() {
      @Override
      public boolean followsWrites() {
        return false;
      }

      @Override
      public void emit(Record event) {}
    };
  }

  @Override
  public long monotonicNanos() {
    return nowNanos;
  }

  @Override
  public long wallMillis() {
    return nowNanos / 1_000_000 + jumpedMillis;
  }

  /// The wall clock is moved, the monotonic one is not.
  public void jump(long millis) {
    jumpedMillis += millis;
  }

  /// The time at a node whose clock the others confirm, or do not.
  public NodeTime time() {
    return new NodeTime(wallMillis(), nowNanos, inStep);
  }

  /// Whether the others confirm this node's clock from now on.
  public void inStep(boolean confirmed) {
    inStep = confirmed;
  }

  @Override
  public void execute(Runnable task) {
    queue.add(task);
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    Alarm alarm = new Alarm(nowNanos + delay.toNanos(), timersSet++, task);
    alarms.add(alarm);
    return () -> alarms.remove(alarm);
  }

  @Override
  public <T> void offload(Supplier<T> work, Completion<T> done) {
    execute(() -> {
      Result<T> result = Result.ok(work.get());
      nowNanos += offloadTakes.toNanos();
      done.complete(result);
    });
  }
}
