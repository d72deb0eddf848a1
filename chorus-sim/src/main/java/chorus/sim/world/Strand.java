package chorus.sim.world;

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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// One strand of one process: its tasks run in order, each a little later than it was asked for.
final class Strand implements Env, Scheduler, Trace {
  /// A task takes up to this long, so that two strands interleave in every way.
  private static final int TASK_NANOS = 20_000;

  private static final int TIMER_LATE_NANOS = 300_000;
  private static final int WORK_NANOS = 400_000;

  private final Run run;
  private final Machine machine;
  private final World world;
  private final SimEntropy entropy;
  private final RandomGenerator chance;
  private final Network network;
  private final Disk disk;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final ArrayDeque<Runnable> work = new ArrayDeque<>();
  private boolean waking;
  private boolean working;
  private boolean workHeld;

  Strand(Run run, String name, SimEntropy root) {
    this.run = run;
    this.machine = run.machine();
    this.world = machine.world();
    this.entropy = root.within(machine.id() + "/" + run.number() + "/" + name);
    this.chance = entropy.fork("strand");
    this.network = run.network().port(machine.id());
    this.disk = machine.disk().port(this);
  }

  boolean isGone() {
    return run.isGone();
  }

  @Override
  public void execute(Runnable task) {
    if (!run.isGone()) {
      tasks.add(task);
      wake();
    }
  }

  private void wake() {
    if (!waking && run.isAwake() && !tasks.isEmpty()) {
      waking = true;
      world.after(1 + chance.nextInt(TASK_NANOS), EventKind.TASK, machine.number(), this::runOne);
    }
  }

  private void runOne() {
    waking = false;
    if (!run.isAwake()) {
      return;
    }
    Runnable task = tasks.poll();
    if (task != null) {
      run.guarded(task);
    }
    wake();
  }

  void wakeAfterPause() {
    wake();
    if (workHeld) {
      workHeld = false;
      scheduleWork();
    }
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    var timer = new SimTimer(task);
    long nanos = machine.clock().worldNanos(Math.max(0, delay.toNanos()));
    world.after(
        nanos + chance.nextInt(TIMER_LATE_NANOS),
        EventKind.TIMER,
        machine.number(),
        () -> {
          if (!timer.cancelled) {
            execute(timer);
          }
        });
    return timer;
  }

  @Override
  public <T> void offload(Supplier<T> supplier, Completion<T> done) {
    work.add(() -> {
      T value = supplier.get();
      execute(() -> done.complete(Result.ok(value)));
    });
    if (!working) {
      working = true;
      scheduleWork();
    }
  }

  private void scheduleWork() {
    world.after(1 + chance.nextInt(WORK_NANOS), EventKind.WORK, machine.number(), this::workOne);
  }

  private void workOne() {
    if (run.isGone()) {
      return;
    }
    if (run.isPaused()) {
      workHeld = true;
      return;
    }
    Runnable next = work.poll();
    if (next == null) {
      working = false;
      return;
    }
    run.guarded(next);
    scheduleWork();
  }

  @Override
  public Clock clock() {
    return machine.clock();
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
    return disk;
  }

  @Override
  public Entropy entropy() {
    return entropy;
  }

  @Override
  public Trace trace() {
    return this;
  }

  @Override
  public boolean followsWrites() {
    return world.observed();
  }

  @Override
  public void emit(Record event) {
    world.emit(machine.id(), event);
  }

  private static final class SimTimer implements Timer, Runnable {
    private final Runnable task;
    private boolean cancelled;

    SimTimer(Runnable task) {
      this.task = task;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public void run() {
      if (!cancelled) {
        task.run();
      }
    }
  }
}
