package chorus.sim.world;

import chorus.env.Entropy;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Randomness of one seed, forked by name: a new draw in one component shifts no other.
///
/// The same name gives the same stream each time, so a name is forked once.
public record SimEntropy(long seed) implements Entropy {
  @Override
  public RandomGenerator fork(String component) {
    return new SplittableRandom(StableHash.mix(seed ^ StableHash.of(component)));
  }

  /// The entropy of a part of the world, as independent of this one as of any other part's.
  public SimEntropy within(String part) {
    return new SimEntropy(StableHash.mix(seed + StableHash.of(part)));
  }
}
