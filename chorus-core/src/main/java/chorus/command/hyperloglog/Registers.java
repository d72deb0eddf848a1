package chorus.command.hyperloglog;

import chorus.resp.Bytes;

/// The registers of one HyperLogLog: of the hashes that chose a register, the longest run of zero
/// bits, plus one.
///
/// Hash, registers and estimate are Redis' own, so that the numbers are the same. Sources: Flajolet
/// et al., HyperLogLog, 2007; Heule, Nunkesser and Hall, HyperLogLog in Practice, 2013; Ertl, New
/// cardinality estimation algorithms for HyperLogLog sketches, 2017 (the estimate).
final class Registers {
  /// How many there are.
  static final int COUNT = 1 << 14;

  /// The highest value that a register can have.
  static final int HIGHEST = Long.SIZE - 14 + 1;

  private static final int HASH_BITS = Long.SIZE - 14;
  private static final double ALPHA = 0.5 / Math.log(2);

  private final byte[] values = new byte[COUNT];

  /// The value of one register.
  int get(int register) {
    return values[register];
  }

  /// Raises a register; false if it is as high already.
  boolean raise(int register, int value) {
    if (values[register] >= value) {
      return false;
    }
    values[register] = (byte) value;
    return true;
  }

  /// Notes an element; false if that changes nothing.
  boolean add(Bytes element) {
    long hash = Murmur.hash64(element);
    int register = (int) (hash & (COUNT - 1));
    long rest = (hash >>> 14) | (1L << HASH_BITS);
    return raise(register, Long.numberOfTrailingZeros(rest) + 1);
  }

  /// Notes all elements of another one.
  void merge(Registers other) {
    for (int i = 0; i < COUNT; i++) {
      raise(i, other.values[i]);
    }
  }

  /// About how many different elements were added.
  long estimate() {
    int[] histogram = new int[Long.SIZE];
    for (byte value : values) {
      histogram[value]++;
    }
    double z = COUNT * tau((COUNT - histogram[HASH_BITS + 1]) / (double) COUNT);
    for (int i = HASH_BITS; i >= 1; i--) {
      z += histogram[i];
      z *= 0.5;
    }
    z += COUNT * sigma(histogram[0] / (double) COUNT);
    return Math.round(ALPHA * COUNT * COUNT / z);
  }

  private static double sigma(double from) {
    if (from == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = from;
    double y = 1;
    double z = x;
    double before;
    do {
      x *= x;
      before = z;
      z += x * y;
      y += y;
    } while (before != z);
    return z;
  }

  private static double tau(double from) {
    if (from == 0 || from == 1) {
      return 0;
    }
    double x = from;
    double y = 1;
    double z = 1 - x;
    double before;
    do {
      x = Math.sqrt(x);
      before = z;
      y *= 0.5;
      z -= (1 - x) * (1 - x) * y;
    } while (before != z);
    return z / 3;
  }
}
