package chorus.time;

/// A hybrid logical time: 48 bits of wall-clock milliseconds, then a 16-bit counter, in one number
/// that sorts by time.
///
/// Source: Kulkarni et al., Logical Physical Clocks, 2014.
public record Hlc(long packed) implements Comparable<Hlc> {
  public static final Hlc ZERO = new Hlc(0);
  private static final int COUNTER_BITS = 16;

  public static Hlc of(long wallMillis, int counter) {
    return new Hlc((wallMillis << COUNTER_BITS) + counter);
  }

  public long wallMillis() {
    return packed >>> COUNTER_BITS;
  }

  /// The next time: later than this one, and not before `wallMillis`.
  public Hlc tick(long wallMillis) {
    return new Hlc(Math.max(packed + 1, wallMillis << COUNTER_BITS));
  }

  @Override
  public int compareTo(Hlc other) {
    return Long.compareUnsigned(packed, other.packed);
  }
}
