package chorus.sim.check;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What was found, for somebody who was woken up by it: first what, then the transactions, of each
/// what it did to the lists that this is about, and why one comes before another.
final class Explanation {
  private static final String LINE = "\n    ";

  private Explanation() {}

  /// About these transactions and one list; a negative number stands for none.
  static String of(String what, String key, List<ListTransaction> history, int... transactions) {
    var text = new StringBuilder(what);
    var told = new LinkedHashSet<Integer>();
    for (int each : transactions) {
      if (each >= 0) {
        told.add(each);
      }
    }
    list(text, told, Set.of(key), history);
    return text.toString();
  }

  /// About a cycle.
  static String of(List<Dependency> cycle, List<ListTransaction> history) {
    var text = new StringBuilder();
    var told = new LinkedHashSet<Integer>();
    var keys = new HashSet<String>();
    for (Dependency each : cycle) {
      keys.add(each.key());
      text.append(name(each.from())).append(" < ");
      told.add(each.from());
    }
    text.append(name(cycle.getFirst().from()));
    list(text, told, keys, history);
    for (Dependency each : cycle) {
      String from = name(each.from());
      String to = name(each.to());
      text.append(LINE).append("%s < %s: %s".formatted(from, to, each.reason(from, to)));
    }
    return text.toString();
  }

  private static void list(
      StringBuilder text,
      Set<Integer> transactions,
      Set<String> keys,
      List<ListTransaction> history) {
    for (int each : transactions) {
      text.append(LINE).append(name(each)).append(" = ").append(history.get(each).about(keys));
    }
  }

  private static String name(int transaction) {
    return "T" + transaction;
  }
}
