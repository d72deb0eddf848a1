package chorus.wire;

/// How a member of the fence group took the wish for a lease.
public enum LeaseVerdict {
  GRANTED,
  /// Still bound by an earlier promise; ask again.
  BOUND,
  /// Follows a later epoch.
  SUPERSEDED
}
