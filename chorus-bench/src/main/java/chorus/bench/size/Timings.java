package chorus.bench.size;

import java.util.Arrays;

/// Times of the same thing, done again and again.
final class Timings {
  private long[] nanos = new long[64];
  private int count;

  void add(long time) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = time;
  }

  double medianMicros() {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2e3;
  }
}
