package chorus.server.env;

import chorus.env.Entropy;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Randomness that nobody can repeat: each fork starts from the operating system's.
public final class RealEntropy implements Entropy {
  private final SecureRandom seeds = new SecureRandom();

  @Override
  public RandomGenerator fork(String component) {
    return new SplittableRandom(seeds.nextLong() ^ component.hashCode());
  }
}
