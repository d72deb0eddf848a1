package chorus.env;

/// Two clocks, and when each may be used.
public interface Clock {
  /// Nanoseconds that never go back, unrelated to those of other nodes. For timeouts and leases,
  /// and for how long something took.
  long monotonicNanos();

  /// Milliseconds since 1970 as this node believes; may jump. It feeds the hybrid logical clock,
  /// and tells people when something was; nothing else.
  long wallMillis();
}
