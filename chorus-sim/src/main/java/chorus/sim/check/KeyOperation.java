package chorus.sim.check;

import java.util.SortedMap;
import java.util.TreeMap;

/// An operation on one key: what it does to the key and what it must answer. Answers are text:
/// `(nil)`, a number, a value, `OK`, `WRONGTYPE`, `ERR`.
///
/// Written from Redis' documentation and not from Chorus' commands, so that the two can disagree.
public sealed interface KeyOperation {
  String NIL = "(nil)";
  String WRONG_TYPE = "WRONGTYPE";

  Step on(KeyState state);

  /// Whether the operation never changes anything.
  default boolean isRead() {
    return false;
  }

  /// What follows from an operation.
  record Step(KeyState next, String answer) {}

  record Get() implements KeyOperation {
    @Override
    public Step on(KeyState state) {
      return switch (state) {
        case KeyState.Absent() -> new Step(state, NIL);
        case KeyState.Text(String value) -> new Step(state, value);
        case KeyState.Fields fields -> new Step(state, WRONG_TYPE);
      };
    }

    @Override
    public boolean isRead() {
      return true;
    }
  }

  /// Waits until the key is there, at most `patienceMillis` (zero: for ever). What it answers in
  /// the end was true at some moment while it waited.
  record Await(long patienceMillis) implements KeyOperation {
    @Override
    public Step on(KeyState state) {
      return new Get().on(state);
    }

    @Override
    public boolean isRead() {
      return true;
    }
  }

  record Set(String value) implements KeyOperation {
    @Override
    public Step on(KeyState state) {
      return new Step(new KeyState.Text(value), "OK");
    }
  }

  /// A string that expires after so long.
  record SetExpiring(String value, long millis) implements KeyOperation {
    @Override
    public Step on(KeyState state) {
      return new Step(new KeyState.Text(value), "OK");
    }
  }

  /// The end of a string that was set to expire. Nobody asks for it: it may happen at any time from
  /// when it is invoked on, or never, and what is gone stays gone.
  record Expiry(String value) implements KeyOperation {
    @Override
    public Step on(KeyState state) {
      return new Step(state.equals(new KeyState.Text(value)) ? KeyState.ABSENT : state, NIL);
    }
  }

  record SetIfAbsent(String value) implements KeyOperation {
    @Override
    public Step on(KeyState state) {
      return state instanceof KeyState.Absent
          ? new Step(new KeyState.Text(value), "1")
          : new Step(state, "0");
    }
  }

  record GetSet(String value) implements KeyOperation {
    @Override
    public Step on(KeyState state) {
      return switch (state) {
        case KeyState.Absent() -> new Step(new KeyState.Text(value), NIL);
        case KeyState.Text(String before) -> new Step(new KeyState.Text(value), before);
        case KeyState.Fields fields -> new Step(state, WRONG_TYPE);
      };
    }
  }

  record Delete() implements KeyOperation {
    @Override
    public Step on(KeyState state) {
      return new Step(KeyState.ABSENT, state instanceof KeyState.Absent ? "0" : "1");
    }
  }

  record Increment() implements KeyOperation {
    @Override
    public Step on(KeyState state) {
      return switch (state) {
        case KeyState.Absent() -> new Step(new KeyState.Text("1"), "1");
        case KeyState.Text(String value) -> incremented(state, value);
        case KeyState.Fields fields -> new Step(state, WRONG_TYPE);
      };
    }

    private static Step incremented(KeyState state, String value) {
      if (!value.matches("-?[0-9]{1,18}")) {
        return new Step(state, "ERR");
      }
      String next = Long.toString(Long.parseLong(value) + 1);
      return new Step(new KeyState.Text(next), next);
    }
  }

  record Append(String tail) implements KeyOperation {
    @Override
    public Step on(KeyState state) {
      return switch (state) {
        case KeyState.Absent() -> longer(tail);
        case KeyState.Text(String value) -> longer(value + tail);
        case KeyState.Fields fields -> new Step(state, WRONG_TYPE);
      };
    }

    private static Step longer(String value) {
      return new Step(new KeyState.Text(value), Integer.toString(value.length()));
    }
  }

  record SetField(String field, String value) implements KeyOperation {
    @Override
    public Step on(KeyState state) {
      if (state instanceof KeyState.Text) {
        return new Step(state, WRONG_TYPE);
      }
      SortedMap<String, String> fields = copy(state);
      String before = fields.put(field, value);
      return new Step(new KeyState.Fields(fields), before == null ? "1" : "0");
    }
  }

  record GetField(String field) implements KeyOperation {
    @Override
    public Step on(KeyState state) {
      if (state instanceof KeyState.Text) {
        return new Step(state, WRONG_TYPE);
      }
      return new Step(state, copy(state).getOrDefault(field, NIL));
    }

    @Override
    public boolean isRead() {
      return true;
    }
  }

  record DeleteField(String field) implements KeyOperation {
    @Override
    public Step on(KeyState state) {
      if (state instanceof KeyState.Text) {
        return new Step(state, WRONG_TYPE);
      }
      SortedMap<String, String> fields = copy(state);
      String before = fields.remove(field);
      return new Step(KeyState.ofFields(fields), before == null ? "0" : "1");
    }
  }

  /// The answer is the fields in order: `{a=1, b=2}`.
  record GetAllFields() implements KeyOperation {
    @Override
    public Step on(KeyState state) {
      if (state instanceof KeyState.Text) {
        return new Step(state, WRONG_TYPE);
      }
      return new Step(state, copy(state).toString());
    }

    @Override
    public boolean isRead() {
      return true;
    }
  }

  private static SortedMap<String, String> copy(KeyState state) {
    return state instanceof KeyState.Fields(var fields) ? new TreeMap<>(fields) : new TreeMap<>();
  }
}
