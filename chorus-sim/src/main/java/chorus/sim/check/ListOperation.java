package chorus.sim.check;

import java.util.List;
import java.util.OptionalInt;

/// What a transaction does to one list, and what it was told.
public sealed interface ListOperation {
  String key();

  /// RPUSH of a value that nobody else appends anywhere. `length` is the answer: how long the list
  /// is then, so also where in it the value stands. Only who was answered knows it.
  record Append(String key, String value, OptionalInt length) implements ListOperation {
    /// An append that was answered.
    public static Append answered(String key, String value, int length) {
      return new Append(key, value, OptionalInt.of(length));
    }

    /// An append of which the answer is missing.
    public static Append unanswered(String key, String value) {
      return new Append(key, value, OptionalInt.empty());
    }

    @Override
    public String toString() {
      String end = length.isPresent() ? " as number " + length.getAsInt() : "";
      return "append " + value + " to " + key + end;
    }
  }

  /// LRANGE of the whole list, answered with `values`. A read that was not answered says nothing,
  /// and is not written down.
  record Read(String key, List<String> values) implements ListOperation {
    private static final int SHOWN = 5;

    public Read {
      values = List.copyOf(values);
    }

    @Override
    public String toString() {
      return "read " + key + " as " + shown(values);
    }

    /// The end of a list, which is what differs between two versions.
    static String shown(List<String> values) {
      int hidden = values.size() - SHOWN;
      return hidden <= 1
          ? values.toString()
          : "["
              + hidden
              + " more, "
              + String.join(", ", values.subList(hidden, values.size()))
              + "]";
    }
  }
}
