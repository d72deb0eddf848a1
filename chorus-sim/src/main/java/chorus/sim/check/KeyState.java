package chorus.sim.check;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a key holds, in the checker's own small model of Redis.
public sealed interface KeyState {
  Absent ABSENT = new Absent();

  record Absent() implements KeyState {}

  record Text(String value) implements KeyState {}

  record Fields(SortedMap<String, String> fields) implements KeyState {
    public Fields {
      fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }
  }

  /// The state once a hash has these fields: absent if there is none left.
  static KeyState ofFields(SortedMap<String, String> fields) {
    return fields.isEmpty() ? ABSENT : new Fields(fields);
  }
}
