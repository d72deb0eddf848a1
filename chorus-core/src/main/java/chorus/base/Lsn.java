package chorus.base;

/// A log sequence number: the place of a record in one shard's log. The first record has 1; 0 is
/// "nothing yet".
public record Lsn(long number) implements Comparable<Lsn> {
  public static final Lsn NONE = new Lsn(0);

  public Lsn {
    Require.that(number >= 0, "an lsn is not negative");
  }

  /// The position before this one.
  public Lsn previous() {
    return new Lsn(number - 1);
  }

  public Lsn next() {
    return new Lsn(number + 1);
  }

  public Lsn plus(long records) {
    return new Lsn(number + records);
  }

  public boolean isAfter(Lsn other) {
    return number > other.number;
  }

  public boolean isBefore(Lsn other) {
    return number < other.number;
  }

  public static Lsn min(Lsn one, Lsn other) {
    return one.number <= other.number ? one : other;
  }

  public static Lsn max(Lsn one, Lsn other) {
    return one.number >= other.number ? one : other;
  }

  @Override
  public int compareTo(Lsn other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
