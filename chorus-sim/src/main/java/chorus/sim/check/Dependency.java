package chorus.sim.check;

/// One transaction, or moment, comes before another one, for a reason.
///
/// @param before of a version of `key`, the last value
/// @param after the value that is appended later
record Dependency(int from, int to, Cause cause, String key, String before, String after) {
  /// Source: Adya 1999, definitions 2 to 6, for versions that only grow.
  enum Cause {
    /// The one appended, and the other appended after it.
    WRITE_WRITE,
    /// The other read what the one appended.
    WRITE_READ,
    /// The one read a version, and the other appended what it does not hold: an anti-dependency.
    READ_WRITE,
    /// The one had returned before the other was invoked.
    REAL_TIME
  }

  static Dependency inTime(int from, int to) {
    return new Dependency(from, to, Cause.REAL_TIME, "", "", "");
  }

  /// The reason, if `first` is a name for the one transaction, `second` for the other.
  String reason(String first, String second) {
    return switch (cause) {
      case WRITE_WRITE ->
          "%s appended %s to %s before %s appended %s".formatted(first, before, key, second, after);
      case WRITE_READ ->
          "%s read %s of %s, which %s appended".formatted(second, before, key, first);
      case READ_WRITE ->
          before.isEmpty()
              ? "%s read %s empty, and %s appended %s".formatted(first, key, second, after)
              : "%s read %s up to %s, and %s appended %s behind"
                  .formatted(first, key, before, second, after);
      case REAL_TIME -> "%s returned before %s was invoked".formatted(first, second);
    };
  }
}
