package chorus.wire;

/// What a node knows of another one that is about to take part.
public enum ArrivalVerdict {
  /// As far as this node knows, there has never been a cluster.
  NO_CLUSTER,
  /// There is a cluster, and this node has just started itself.
  ARRIVING,
  /// There is a cluster, and this node may not know all that it agreed on.
  HEARSAY,
  /// What this node says of the latest start is what is agreed.
  AGREED,
  /// It comes back as another incarnation.
  ANEW,
  /// It must not start yet.
  WAIT,
  /// It is no member.
  NO_MEMBER
}
