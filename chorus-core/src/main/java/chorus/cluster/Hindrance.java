package chorus.cluster;

/// What the clients of one node went through while a shard had no leader, in batches of commands.
///
/// @param waited those that were held for a leader
/// @param longestMillis the longest time that one was held
/// @param open those that answered that they may have happened
/// @param refused those that answered that nothing happened
public record Hindrance(long waited, long longestMillis, long open, long refused) {
  public static final Hindrance NONE = new Hindrance(0, 0, 0, 0);

  /// A batch that was held for so long, and then went to a leader.
  public static Hindrance waited(long millis) {
    return new Hindrance(1, millis, 0, 0);
  }

  /// A batch whose outcome is open.
  public static Hindrance leftOpen() {
    return new Hindrance(0, 0, 1, 0);
  }

  /// A batch that was held for so long, in vain.
  public static Hindrance refused(long millis) {
    return new Hindrance(1, millis, 0, 1);
  }

  public Hindrance plus(Hindrance other) {
    return new Hindrance(
        waited + other.waited,
        Math.max(longestMillis, other.longestMillis),
        open + other.open,
        refused + other.refused);
  }
}
