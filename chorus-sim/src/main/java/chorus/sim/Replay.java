package chorus.sim;

import chorus.sim.story.Detail;
import chorus.sim.story.Narrator;
import java.util.Set;
import java.util.function.Consumer;

/// One seed again, told.
public final class Replay {
  private Replay() {}

  /// Runs `seed` and gives `out` the story line by line: first what the seed draws, then what
  /// happened, last which laws were broken.
  public static SimResult run(long seed, Detail detail, Consumer<String> out) {
    var simulation = new Simulation(seed, Set.of());
    out.accept("seed " + seed + ": " + simulation.describe());
    simulation.world().observe(new Narrator(detail, out));
    SimResult result = simulation.run();
    result.violations().forEach(each -> out.accept("BROKEN: " + each));
    return result;
  }
}
