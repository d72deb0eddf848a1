package chorus.server.env;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The threads of a node that may block: for files, and for work that strands give away.
///
/// They are never interrupted, since that would close the file that a thread is at. After [#close]
/// new tasks are dropped: the node is stopping.
public final class IoThreads implements Executor, AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(30);

  private static final Duration STOP_WAIT = Duration.ofSeconds(2);

  private final String name;
  private final FailStop failStop;
  private final ThreadPoolExecutor pool;

  /// `name` begins the threads' names.
  public IoThreads(String name, int threads, FailStop failStop) {
    this.name = name;
    this.failStop = failStop;
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory(name, true),
            new ThreadPoolExecutor.DiscardPolicy());
    pool.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    pool.execute(() -> failStop.guard(name, task));
  }

  /// Takes no more tasks, and waits for those that it has.
  @Override
  public void close() {
    pool.shutdown();
    boolean interrupted = false;
    try {
      pool.awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException early) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
