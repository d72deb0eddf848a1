package chorus.command;

/// Whether a connection that holds much memory could be closed for it, if nodes did that.
public enum Eviction {
  ALLOWED,
  NEVER
}
