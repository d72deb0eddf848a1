package chorus.env;

/// Two clocks, and when each may be used.
public interface Clock {
  /// Nanoseconds that never go back, unrelated to those of other nodes. For timeouts and leases
  /// only.
  long monotonicNanos();

  /// Milliseconds since 1970 as this node believes; may jump. It feeds the hybrid logical clock and
  /// nothing else.
  long wallMillis();
}
