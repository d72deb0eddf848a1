package chorus.sim.meta;

import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.Scheduler;
import chorus.env.Timer;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A strand on a thread of its own, for what cannot run in virtual time.
final class RealStrand implements Scheduler, AutoCloseable {
  private final ScheduledThreadPoolExecutor thread;

  RealStrand(String name) {
    thread = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, name));
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    ScheduledFuture<?> due = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> due.cancel(false);
  }

  @Override
  public <T> void offload(Supplier<T> work, Completion<T> done) {
    execute(() -> done.complete(Result.ok(work.get())));
  }

  @Override
  public void close() {
    thread.close();
  }
}
