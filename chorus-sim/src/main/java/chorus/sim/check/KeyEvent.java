package chorus.sim.check;

/// An operation as a client saw it. `answer` is empty if the client never learnt the outcome; such
/// an operation may take effect at any later time, or never.
public record KeyEvent(
    int client, KeyOperation operation, long invokedNanos, long returnedNanos, String answer) {
  /// An operation that was answered.
  public static KeyEvent answered(
      int client, KeyOperation operation, long invokedNanos, long returnedNanos, String answer) {
    return new KeyEvent(client, operation, invokedNanos, returnedNanos, answer);
  }

  /// An operation of unknown outcome.
  public static KeyEvent open(int client, KeyOperation operation, long invokedNanos) {
    return new KeyEvent(client, operation, invokedNanos, Long.MAX_VALUE, "");
  }

  /// The same, invoked so much later.
  public KeyEvent later(long nanos) {
    return new KeyEvent(client, operation, invokedNanos + nanos, returnedNanos, answer);
  }

  public boolean isOpen() {
    return returnedNanos == Long.MAX_VALUE;
  }

  @Override
  public String toString() {
    String end = isOpen() ? "?" : answer + " @" + returnedNanos / 1000;
    return "c" + client + " " + operation + " @" + invokedNanos / 1000 + " -> " + end;
  }
}
