package chorus.testing;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Bytes as the random numbers of a generator, so that a fuzzer which changes a byte changes a
/// choice. Where the bytes end, every choice is the first one.
public final class Choices implements RandomGenerator {
  private final byte[] source;
  private int at;

  public Choices(byte[] source) {
    this.source = source.clone();
  }

  public boolean hasMore() {
    return at < source.length;
  }

  /// The next bytes as they are, at most so many.
  public byte[] raw(int length) {
    int from = at;
    at = Math.min(source.length, at + length);
    return Arrays.copyOfRange(source, from, at);
  }

  @Override
  public int nextInt(int bound) {
    int drawn = bound > 256 ? next() << 8 | next() : next();
    return drawn % bound;
  }

  @Override
  public boolean nextBoolean() {
    return nextInt(2) == 1;
  }

  @Override
  public long nextLong() {
    long drawn = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      drawn = drawn << 8 | next();
    }
    return drawn;
  }

  private int next() {
    return hasMore() ? source[at++] & 0xff : 0;
  }
}
