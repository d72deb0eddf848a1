package chorus.sim.workload;

import chorus.sim.world.EventKind;
import chorus.sim.world.World;
import java.util.random.RandomGenerator;

/// Somebody who comes by again and again, at times that are drawn, until it is over.
final class Visits {
  private static final long MILLION = 1_000_000;
  private static final int NOWHERE = -1;

  private final World world;
  private final RandomGenerator random;
  private final long everyMillis;
  private final Runnable act;
  private boolean finished;

  /// `act` runs at each visit, `everyMillis` or so after the one before, up to twice as late.
  Visits(World world, RandomGenerator random, long everyMillis, Runnable act) {
    this.world = world;
    this.random = random;
    this.everyMillis = everyMillis;
    this.act = act;
  }

  /// The next visit is on its way.
  void start() {
    world.after(
        (1 + random.nextLong(2 * everyMillis)) * MILLION, EventKind.CLIENT, NOWHERE, this::come);
  }

  private void come() {
    if (!finished) {
      act.run();
    }
    if (!finished) {
      start();
    }
  }

  /// No further visit; `act` may say so too.
  void finish() {
    finished = true;
  }
}
