package chorus.cli.terminal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What a command has started and a signal must stop. The last started is the first stopped.
///
/// A signal ends the process through the JVM's shutdown hooks, as a normal end does; the two are
/// told apart by [#commandEnded].
public final class Cleanups {
  /// Stopping gets this long, so that the whole process is gone within ten seconds.
  private static final Duration TIME = Duration.ofSeconds(9);

  private final Deque<Runnable> stops = new ArrayDeque<>();
  private boolean ended;

  /// Makes SIGINT and SIGTERM stop everything that is registered, and then exit with 0.
  public void obeySignals() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::onShutdown, "shutdown"));
  }

  /// Registers something to stop.
  public synchronized void add(Runnable stop) {
    stops.push(stop);
  }

  /// Forgets everything: what was started stays.
  public synchronized void keepAll() {
    stops.clear();
  }

  /// The command returned by itself, so that its exit code counts and nothing is left to stop.
  public synchronized void commandEnded() {
    ended = true;
  }

  /// Stops everything now. If one cannot be stopped, the others still are.
  public void stopAll() {
    Runnable stop = next();
    if (stop != null) {
      try {
        stop.run();
      } finally {
        stopAll();
      }
    }
  }

  private void onShutdown() {
    if (hasEnded()) {
      return;
    }
    Thread stopping = Thread.ofPlatform().daemon().name("stopping").start(this::stopAll);
    try {
      stopping.join(TIME);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.OK.number());
  }

  private synchronized boolean hasEnded() {
    return ended;
  }

  private synchronized @Nullable Runnable next() {
    return stops.poll();
  }
}
