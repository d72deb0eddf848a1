package chorus.sim.timeouts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Measures timeouts under every condition.
public final class TimeoutTable {
  /// What is measured if nothing else is asked for.
  public static final List<Duration> STANDARD =
      List.of(
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofMillis(1000),
          Duration.ofMillis(2000),
          Duration.ofMillis(5000));

  private TimeoutTable() {}

  /// Runs each timeout under each condition for `time` of virtual time, on `threads` threads, and
  /// tells `each` in order.
  public static void run(
      List<Duration> timeouts, Duration time, long seed, int threads, Consumer<Measured> each) {
    try (var pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Measured>> running = new ArrayList<>();
      for (Duration detection : timeouts) {
        for (Condition condition : Condition.values()) {
          running.add(pool.submit(() -> new TimeoutTrial(detection, condition, seed).run(time)));
        }
      }
      for (Future<Measured> next : running) {
        each.accept(next.get());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two trials", interrupted);
    } catch (ExecutionException broken) {
      throw new IllegalStateException("the simulator itself failed", broken.getCause());
    }
  }
}
