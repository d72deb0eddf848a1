package chorus.cli.cluster;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Looks again and again: other processes send no word when they change.
public final class Wait {
  private static final Duration STEP = Duration.ofMillis(30);

  private Wait() {}

  /// Whether `condition` came true within `time`.
  public static boolean until(Duration time, BooleanSupplier condition) {
    long deadline = System.nanoTime() + time.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      step();
    }
    return true;
  }

  /// Before the next look.
  public static void step() {
    step(STEP);
  }

  /// The same, where each look costs somebody something.
  public static void step(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliFailure(ExitCode.FAILED, "interrupted");
    }
  }
}
