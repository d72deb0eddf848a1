package chorus.base;

/// The numbers of a node's starts. They rise from start to start, and those of a later incarnation
/// are above all of an earlier one: what an earlier one promised, or says too late, never counts as
/// the later one's.
///
/// Two starts from copies of one directory count alike; a mark that each process draws tells them
/// apart. Marks have no order, so numbers are compared by [#isAfter].
public final class Starts {
  /// Marks are below this.
  public static final int MARKS = 1 << 15;

  private static final int COUNT_BITS = 32;
  private static final int MARK_SHIFT = 48;
  private static final int INCARNATIONS = 1 << (MARK_SHIFT - COUNT_BITS);
  private static final long ORDER = (1L << MARK_SHIFT) - 1;

  private Starts() {}

  /// The number of the `count`th start of an incarnation, without a mark; both count from 1.
  public static long number(int incarnation, long count) {
    return number(incarnation, count, 0);
  }

  /// The same, with the mark of one process.
  public static long number(int incarnation, long count, int mark) {
    Require.that(
        incarnation >= 1 && incarnation <= INCARNATIONS, "incarnations count from 1", incarnation);
    Require.that(count >= 0 && count >> COUNT_BITS == 0, "an incarnation has fewer starts", count);
    Require.that(mark >= 0 && mark < MARKS, "no such mark", mark);
    return ((long) mark << MARK_SHIFT) + ((incarnation - 1L) << COUNT_BITS) + count;
  }

  /// The incarnation that the start with this number belongs to.
  public static int incarnation(long number) {
    return (int) ((number & ORDER) >> COUNT_BITS) + 1;
  }

  /// The how manieth start of its incarnation this is.
  public static long count(long number) {
    return number & ((1L << COUNT_BITS) - 1);
  }

  /// Whether the start `number` certainly came after `other`.
  public static boolean isAfter(long number, long other) {
    return (number & ORDER) > (other & ORDER);
  }
}
