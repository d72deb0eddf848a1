package chorus.server.env;

import chorus.base.Result;
import chorus.env.Completion;
import chorus.env.Scheduler;
import chorus.env.Timer;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A strand that is pinned to one event loop: the loop's single thread is what makes its tasks run
/// one at a time. Several strands may share a loop.
///
/// Once the loop is shut down, tasks are dropped: the node is stopping.
final class LoopScheduler implements Scheduler {
  private static final Timer NEVER = () -> {};

  private final String strand;
  private final EventExecutor loop;
  private final Executor offloads;
  private final FailStop failStop;

  /// `offloads` runs the strand's work that is done elsewhere, one piece at a time.
  LoopScheduler(String strand, EventExecutor loop, Executor offloads, FailStop failStop) {
    this.strand = strand;
    this.loop = loop;
    this.offloads = offloads;
    this.failStop = failStop;
  }

  @Override
  public void execute(Runnable task) {
    try {
      loop.execute(() -> failStop.guard(strand, task));
    } catch (RejectedExecutionException stopping) {
      dropped(stopping);
    }
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    try {
      Future<?> due =
          loop.schedule(() -> failStop.guard(strand, task), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> due.cancel(false);
    } catch (RejectedExecutionException stopping) {
      dropped(stopping);
      return NEVER;
    }
  }

  @Override
  public <T> void offload(Supplier<T> work, Completion<T> done) {
    offloads.execute(() ->
        failStop.guard(
            strand,
            () -> {
              T value = work.get();
              execute(() -> done.complete(Result.ok(value)));
            }));
  }

  /// A loop refuses tasks only when it is shut down; anything else is an error of ours.
  private void dropped(RejectedExecutionException stopping) {
    if (!loop.isShuttingDown()) {
      throw stopping;
    }
  }
}
