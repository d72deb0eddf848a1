package chorus.env;

import java.util.random.RandomGenerator;

/// Randomness, forked by component: a new draw in one component shifts no other.
public interface Entropy {
  RandomGenerator fork(String component);
}
