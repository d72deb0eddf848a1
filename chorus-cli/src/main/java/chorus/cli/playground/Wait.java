package chorus.cli.playground;

import chorus.cli.terminal.CliFailure;
import chorus.cli.terminal.ExitCode;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Looks again and again: other processes send no word when they change.
final class Wait {
  private static final long STEP_MILLIS = 30;

  private Wait() {}

  /// Whether `condition` came true within `time`.
  static boolean until(Duration time, BooleanSupplier condition) {
    long deadline = System.nanoTime() + time.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      step();
    }
    return true;
  }

  static void step() {
    try {
      Thread.sleep(STEP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliFailure(ExitCode.FAILED, "interrupted");
    }
  }
}
