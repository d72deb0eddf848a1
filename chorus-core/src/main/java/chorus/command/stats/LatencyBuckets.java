package chorus.command.stats;

import java.util.concurrent.atomic.AtomicLongArray;

/// How many durations there were of each length: sixteen lengths between one power of two of
/// nanoseconds and the next, so none is more than 6.25 % from what was measured.
///
/// One strand adds; any may read.
public final class LatencyBuckets {
  private static final int FINENESS = 4;

  /// Longer ones count as this long: eighteen minutes.
  private static final long MOST_NANOS = (1L << 40) - 1;

  private static final int SIZE = index(MOST_NANOS) + 1;

  private final AtomicLongArray counts = new AtomicLongArray(SIZE);

  /// One more that took `nanos`.
  void add(long nanos) {
    int at = index(Math.clamp(nanos, 0, MOST_NANOS));
    counts.lazySet(at, counts.getPlain(at) + 1);
  }

  /// Adds all of this to `sums`, which has a place for each length.
  void addTo(long[] sums) {
    for (int i = 0; i < SIZE; i++) {
      sums[i] += counts.get(i);
    }
  }

  static long[] none() {
    return new long[SIZE];
  }

  /// The length, in nanoseconds, that `percent` of what `sums` hold do not pass; 0 of nothing.
  static long percentile(long[] sums, double percent) {
    long all = total(sums);
    long wanted = Math.max(1, (long) Math.ceil(all * percent / 100));
    long seen = 0;
    for (int i = 0; i < SIZE; i++) {
      seen += sums[i];
      if (all > 0 && seen >= wanted) {
        return longest(i);
      }
    }
    return 0;
  }

  static long total(long[] sums) {
    long all = 0;
    for (long each : sums) {
      all += each;
    }
    return all;
  }

  /// How many of `sums` are below `nanos`, a power of two.
  static long below(long[] sums, long nanos) {
    long seen = 0;
    for (int i = 0; i < SIZE && longest(i) < nanos; i++) {
      seen += sums[i];
    }
    return seen;
  }

  private static int index(long nanos) {
    int shift = Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - FINENESS);
    return (shift << FINENESS) + (int) (nanos >>> shift);
  }

  /// The longest duration that counts at `index`.
  private static long longest(int index) {
    int shift = Math.max(0, (index >> FINENESS) - 1);
    long step = index - ((long) shift << FINENESS);
    return ((step + 1) << shift) - 1;
  }
}
