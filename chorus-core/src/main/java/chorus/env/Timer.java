package chorus.env;

/// A task that is due later.
public interface Timer {
  /// The task will not run, unless it ran already. Only its own strand calls it.
  void cancel();
}
