package chorus.base;

/// What is known of an operation that did not end well (law 6: a timeout is never reported as a
/// failure).
public enum Certainty {
  /// It did not happen and never will.
  NOT_APPLIED,
  /// It may have happened, or may still happen.
  INDETERMINATE
}
