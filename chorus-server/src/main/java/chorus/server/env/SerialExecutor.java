package chorus.server.env;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs tasks one at a time, in the order in which they came, on threads that it shares with
/// others. Tasks do not throw.
final class SerialExecutor implements Executor {
  /// Tasks after which the thread is given up, so that others get their turn.
  private static final int TURN = 64;

  private final Executor threads;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  /// Tasks that are queued or running. Whoever raises it from zero starts a turn.
  private final AtomicInteger pending = new AtomicInteger();

  SerialExecutor(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    waiting.add(task);
    if (pending.getAndIncrement() == 0) {
      threads.execute(this::turn);
    }
  }

  private void turn() {
    int done = 0;
    while (done < TURN) {
      Runnable task = waiting.poll();
      if (task == null) {
        break;
      }
      task.run();
      done++;
    }
    if (pending.addAndGet(-done) > 0) {
      threads.execute(this::turn);
    }
  }
}
