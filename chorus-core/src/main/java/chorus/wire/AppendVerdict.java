package chorus.wire;

/// How a follower took an append.
public enum AppendVerdict {
  ACCEPTED,
  /// The logs differ at the position before the records.
  MISMATCH,
  /// The follower has promised a later epoch.
  REJECTED
}
