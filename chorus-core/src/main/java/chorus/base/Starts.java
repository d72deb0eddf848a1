package chorus.base;

/// The numbers of a node's starts. They rise from start to start, and those of a later incarnation
/// are above all of an earlier one: what an earlier one promised, or says too late, never counts as
/// the later one's.
public final class Starts {
  private static final int BITS = 32;

  private Starts() {}

  /// The number of the `start`th start of an incarnation; both count from 1.
  public static long number(int incarnation, long start) {
    Require.that(incarnation >= 1, "incarnations count from 1", incarnation);
    Require.that(start >= 0 && start >> BITS == 0, "an incarnation has fewer starts", start);
    return ((incarnation - 1L) << BITS) + start;
  }

  /// The incarnation that the start with this number belongs to.
  public static int incarnation(long number) {
    return (int) (number >> BITS) + 1;
  }
}
