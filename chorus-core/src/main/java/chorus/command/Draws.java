package chorus.command;

/// The random draws of one command, all from the seed of its [Moment]: the same on every node and
/// in every replay.
///
/// Source: Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, 2014
/// (SplitMix64).
public final class Draws {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  private Draws(long seed) {
    this.state = seed;
  }

  public static Draws of(Moment moment) {
    return new Draws(moment.seed());
  }

  /// Any 64 bits.
  public long nextLong() {
    state += GOLDEN_GAMMA;
    long mixed = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /// A number from 0 to `bound` - 1; their chances differ by less than one in 2^32.
  public int below(int bound) {
    return (int) below((long) bound);
  }

  /// A number from 0 to `bound` - 1; the chances of equally long runs of numbers differ by no more
  /// than one in 2^64.
  public long below(long bound) {
    return Math.unsignedMultiplyHigh(nextLong(), bound);
  }
}
