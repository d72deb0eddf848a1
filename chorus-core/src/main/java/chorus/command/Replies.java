package chorus.command;

/// What CLIENT REPLY asks for.
public enum Replies {
  /// Every command is answered.
  ON,
  /// None is, this one included.
  OFF,
  /// Neither this command is answered nor the next.
  SKIP
}
