package chorus.env;

/// Typed events of what happens: they feed the log, metrics, the console and the checkers.
public interface Trace {
  /// Whether anybody follows every single write. What happens with each of them asks before it
  /// builds an event; what is rare does not.
  boolean followsWrites();

  void emit(Record event);
}
