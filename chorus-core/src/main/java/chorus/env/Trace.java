package chorus.env;

/// Typed events of what happens: they feed the log, metrics, the console and the checkers.
public interface Trace {
  /// Whether anybody listens. The hot path asks before it builds an event.
  boolean listening();

  void emit(Record event);
}
