package chorus.sim.check;

import chorus.base.Require;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// A transaction over lists as its client saw it.
public record ListTransaction(
    int client,
    List<ListOperation> operations,
    long invokedNanos,
    long returnedNanos,
    Outcome outcome) {
  /// What became of it.
  public enum Outcome {
    /// It happened, between its invocation and its return.
    COMMITTED,
    /// It did not happen, and never will.
    FAILED,
    /// Nobody knows. It may happen at any time after its invocation, or never.
    OPEN
  }

  /// Invariant: what committed knows the lengths after its appends.
  public ListTransaction {
    operations = List.copyOf(operations);
    Require.that(invokedNanos <= returnedNanos, "returned before it was invoked");
    for (ListOperation each : operations) {
      boolean isAnswered =
          !(each instanceof ListOperation.Append append) || append.length().isPresent();
      Require.that(outcome != Outcome.COMMITTED || isAnswered, "committed without an answer");
    }
  }

  /// A transaction that happened.
  public static ListTransaction committed(
      int client, List<ListOperation> operations, long invokedNanos, long returnedNanos) {
    return new ListTransaction(client, operations, invokedNanos, returnedNanos, Outcome.COMMITTED);
  }

  /// A transaction that did not happen.
  public static ListTransaction failed(
      int client, List<ListOperation> operations, long invokedNanos, long returnedNanos) {
    return new ListTransaction(client, operations, invokedNanos, returnedNanos, Outcome.FAILED);
  }

  /// A transaction of unknown outcome.
  public static ListTransaction open(
      int client, List<ListOperation> operations, long invokedNanos) {
    return new ListTransaction(client, operations, invokedNanos, Long.MAX_VALUE, Outcome.OPEN);
  }

  @Override
  public String toString() {
    return told(operations);
  }

  /// What it did to these lists, and how much else.
  String about(Set<String> keys) {
    List<ListOperation> shown =
        operations.stream().filter(each -> keys.contains(each.key())).toList();
    int others = operations.size() - shown.size();
    return told(shown) + (others == 0 ? "" : ", and " + others + " on other lists");
  }

  private String told(List<ListOperation> shown) {
    String end = outcome == Outcome.OPEN ? "?" : micros(returnedNanos);
    return "c%d @%s..%s %s: %s"
        .formatted(
            client,
            micros(invokedNanos),
            end,
            outcome.name().toLowerCase(Locale.ROOT),
            shown.stream().map(ListOperation::toString).collect(Collectors.joining(", ")));
  }

  /// A moment as explanations write it, in microseconds.
  private static String micros(long nanos) {
    return Long.toString(nanos / 1000);
  }
}
