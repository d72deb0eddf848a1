package chorus.sim.workload;

import chorus.sim.world.EventKind;
import chorus.sim.world.World;

/// The one thing that a client is going to do next: to begin another one is to give this one up.
final class NextStep {
  private static final long MILLION = 1_000_000;

  private final World world;
  private long turn;

  NextStep(World world) {
    this.world = world;
  }

  /// Does `action` after so many milliseconds, unless something else is begun before.
  void in(int millis, Runnable action) {
    long mine = ++turn;
    world.after(
        millis * MILLION,
        EventKind.CLIENT,
        -1,
        () -> {
          if (turn == mine) {
            action.run();
          }
        });
  }
}
