package chorus.command;

import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.List;

/// Where a command's keys stand: word `first`, then every `step` words up to `last` (negative:
/// counted from the end), and what the command does with them (`RO`, `RW`, `OW`, `RM`, then
/// `access`, `update`, `insert`, `delete`).
public record KeySpec(int first, int last, int step, List<String> use) {
  public static final KeySpec NONE = new KeySpec(0, 0, 0, List.of());

  public KeySpec {
    use = List.copyOf(use);
  }

  public boolean isEmpty() {
    return first == 0;
  }

  /// The keys among `words`.
  public List<Bytes> in(List<Bytes> words) {
    if (isEmpty()) {
      return List.of();
    }
    int end = last < 0 ? words.size() + last : last;
    if (first == end) {
      return List.of(words.get(first));
    }
    var keys = new ArrayList<Bytes>();
    for (int i = first; i <= end && i < words.size(); i += step) {
      keys.add(words.get(i));
    }
    return keys;
  }
}
