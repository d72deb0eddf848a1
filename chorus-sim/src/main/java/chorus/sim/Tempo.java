package chorus.sim;

import chorus.base.Timings;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// Draws how long things take in a cluster. Safety must not lean on the proportion of one time to
/// another, such as a detection that is slower than a lease, so seeds try many.
final class Tempo {
  /// Two monotonic clocks differ by 4 % at most (see `Nemesis`); the bound is 5 %.
  private static final int DRIFT_PART = 20;

  private Tempo() {}

  /// Half of the seeds run at the speed of production.
  static Timings draw(RandomGenerator random) {
    if (random.nextBoolean()) {
      return Timings.DEFAULT;
    }
    int heartbeat = 30 + random.nextInt(120);
    int lease = 4 * heartbeat + random.nextInt(1500);
    return new Timings(
        Duration.ofMillis(heartbeat),
        Duration.ofMillis(lease),
        Duration.ofMillis(lease / DRIFT_PART + 1),
        Duration.ofMillis(3 * heartbeat + random.nextInt(1500)),
        Duration.ofMillis(50 + random.nextInt(300)),
        Duration.ofMillis(2000 + random.nextInt(3000)),
        Duration.ofMillis(2000 + random.nextInt(4000)),
        Duration.ofMillis(200 + random.nextInt(1500)),
        Duration.ofMillis(400 + random.nextInt(2000)));
  }
}
