package chorus.bench.load;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Draws keys and values. Keys have 16 bytes, values do not compress. The same seed draws the same,
/// so every system gets the same operations.
final class Payloads {
  private static final int POOL_BYTES = 1 << 20;
  private static final int DIGITS = 12;

  private final SplittableRandom random;
  private final int keys;
  private final int valueBytes;
  private final byte[] pool;
  private long filled;

  Payloads(long seed, int keys, int valueBytes) {
    this.random = new SplittableRandom(seed);
    this.keys = keys;
    this.valueBytes = valueBytes;
    this.pool = new byte[POOL_BYTES + valueBytes];
    random.nextBytes(pool);
  }

  byte[] anyKey() {
    return key(random.nextInt(keys));
  }

  byte[] nextKey() {
    return key((int) (filled++ % keys));
  }

  byte[] value() {
    int from = random.nextInt(POOL_BYTES);
    return Arrays.copyOfRange(pool, from, from + valueBytes);
  }

  boolean heads() {
    return random.nextBoolean();
  }

  private static byte[] key(int number) {
    byte[] key = new byte[4 + DIGITS];
    key[0] = 'k';
    key[1] = 'e';
    key[2] = 'y';
    key[3] = ':';
    int rest = number;
    for (int at = key.length - 1; at >= 4; at--) {
      key[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return key;
  }
}
