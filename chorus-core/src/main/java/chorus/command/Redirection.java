package chorus.command;

/// Whether a connection goes to the leader itself where another node leads.
public enum Redirection {
  /// It does not know how. The default.
  NONE,
  /// It wants the leader's address as an answer.
  WANTED
}
