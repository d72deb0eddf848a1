package chorus.sim;

import chorus.log.LogOptions;
import chorus.sim.cluster.CoreStarter;
import chorus.sim.world.SimEntropy;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// How much of its logs the cluster of one seed keeps. Its draws are its own.
public enum Keeping {
  /// All, but in a third of the seeds little.
  DRAWN,
  /// So little that who was away for a while needs a snapshot.
  LITTLE;

  private static final int LITTLE_ONE_IN = 3;
  private static final int MOST_SEGMENTS = 3;
  private static final int MOST_MILLIS = 4000;

  LogOptions options(SimEntropy entropy) {
    RandomGenerator chance = entropy.fork("keeping");
    boolean isLittle = chance.nextInt(LITTLE_ONE_IN) == 0 || this == LITTLE;
    return isLittle ? little(chance) : CoreStarter.LOG;
  }

  private static LogOptions little(RandomGenerator chance) {
    int segments = 2 + chance.nextInt(MOST_SEGMENTS);
    return CoreStarter.keeping(segments, Duration.ofMillis(chance.nextInt(MOST_MILLIS)));
  }
}
