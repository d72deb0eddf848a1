package chorus.command;

/// What a node does with a connection's commands on rows that another node leads.
public enum OnFollower {
  /// Takes them to the leader. The default.
  FORWARD,
  /// Answers the leader's address, so that the client goes there itself.
  REDIRECT
}
