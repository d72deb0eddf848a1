package chorus.sim.check;

import chorus.sim.check.Anomaly.Kind;
import chorus.sim.check.Dependency.Cause;
import chorus.sim.check.ListTransaction.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The versions of one list, in order: as the longest read tells, and behind its end as the lengths
/// tell that appends were answered with.
final class ListVersions {
  private final String key;
  private final List<ListTransaction> history;
  private final Map<String, Written> written = new TreeMap<>();
  private final List<Seen> reads = new ArrayList<>();
  private final TreeMap<Integer, Written> order = new TreeMap<>();
  private Seen longest = new Seen(-1, List.of());

  /// A value that `writer` appended, and where it stands if that was answered, else 0.
  private record Written(int writer, String value, int place) {}

  /// What `reader` saw that others had appended.
  private record Seen(int reader, List<String> values) {}

  ListVersions(String key, List<ListTransaction> history) {
    this.key = key;
    this.history = history;
  }

  /// Who appended what, whether it happened or not.
  void appended(int writer, ListOperation.Append append) {
    written.put(append.value(), new Written(writer, append.value(), append.length().orElse(0)));
  }

  /// What a committed transaction saw of others.
  void read(int reader, List<String> values) {
    var seen = new Seen(reader, values);
    reads.add(seen);
    if (values.size() > longest.values.size()) {
      longest = seen;
    }
  }

  /// Finds the order of versions. An order is trusted only if nothing speaks against it: what is
  /// given is the first thing that does.
  Optional<Anomaly> arrange() {
    return values().or(this::prefixes).or(this::places).or(this::gaps).or(this::intermediateReads);
  }

  /// Looks at every value, unless it stands in the longest read too, in which all is well.
  private Optional<Anomaly> values() {
    boolean isSound = values(longest).isEmpty();
    return reads.stream()
        .filter(read -> !isSound || !isPrefix(read))
        .flatMap(read -> values(read).stream())
        .findFirst();
  }

  private Optional<Anomaly> values(Seen read) {
    var before = new HashSet<String>();
    for (String value : read.values) {
      Written origin = written.get(value);
      if (!before.add(value)) {
        return found(Kind.TWICE, value + " in " + key, read.reader);
      }
      if (origin == null) {
        return found(Kind.UNWRITTEN, value + " in " + key, read.reader);
      }
      if (history.get(origin.writer).outcome() == Outcome.FAILED) {
        return found(Kind.G1A, value + " in " + key, origin.writer, read.reader);
      }
    }
    return Optional.empty();
  }

  private Optional<Anomaly> prefixes() {
    return reads.stream().filter(read -> !isPrefix(read)).findFirst().flatMap(this::otherOrder);
  }

  private Optional<Anomaly> otherOrder(Seen read) {
    int at = 0;
    while (read.values.get(at).equals(longest.values.get(at))) {
      at++;
    }
    String what =
        "number %d of %s is %s, and %s"
            .formatted(at + 1, key, read.values.get(at), longest.values.get(at));
    return found(Kind.INCOMPATIBLE_ORDERS, what, read.reader, longest.reader);
  }

  private boolean isPrefix(Seen read) {
    return longest.values.subList(0, read.values.size()).equals(read.values);
  }

  /// Puts every value where it stands.
  private Optional<Anomaly> places() {
    for (String value : longest.values) {
      order.put(order.size() + 1, written(value));
    }
    Set<String> seen = Set.copyOf(longest.values);
    for (Written each : written.values()) {
      if (each.place == 0 || history.get(each.writer).outcome() != Outcome.COMMITTED) {
        continue;
      }
      boolean isRead = seen.contains(each.value);
      int later = isRead ? -1 : firstReaderAfter(each.writer);
      if (later >= 0) {
        String what = "%s in %s, which nobody read, not even later".formatted(each.value, key);
        return found(Kind.LOST_APPEND, what, each.writer, later);
      }
      Written there = order.putIfAbsent(each.place, each);
      boolean fits = isRead ? each.equals(there) : there == null;
      if (!fits) {
        String what = "%s was to be number %d of %s".formatted(each.value, each.place, key);
        int other = there == null ? longest.reader : there.writer;
        return found(Kind.LENGTH, what, each.writer, other, longest.reader);
      }
    }
    return Optional.empty();
  }

  private Written written(String value) {
    Written origin = written.get(value);
    if (origin == null) {
      throw new IllegalStateException("a value of a longest read was not looked at: " + value);
    }
    return origin;
  }

  /// The first one who was invoked after `writer` had returned, or -1.
  private int firstReaderAfter(int writer) {
    long returned = history.get(writer).returnedNanos();
    return reads.stream()
        .map(Seen::reader)
        .filter(each -> history.get(each).invokedNanos() > returned)
        .min(Comparator.comparingLong(each -> history.get(each).invokedNanos()))
        .orElse(-1);
  }

  /// What stands before an answered append, and that nobody was told of, is of somebody whose
  /// outcome is open.
  private Optional<Anomaly> gaps() {
    if (order.isEmpty()) {
      return Optional.empty();
    }
    long open = unseen().size();
    if (order.lastKey() - order.size() > open) {
      Written last = order.lastEntry().getValue();
      String what =
          "%d values stand before %s in %s, of which %d are known, and %d may be"
              .formatted(order.lastKey() - 1, last.value, key, order.size() - 1, open);
      return found(Kind.LENGTH, what, last.writer);
    }
    return Optional.empty();
  }

  /// What may have been appended behind all that was read.
  private List<Written> unseen() {
    Set<String> seen = Set.copyOf(longest.values);
    return written.values().stream()
        .filter(each -> history.get(each.writer).outcome() == Outcome.OPEN)
        .filter(each -> !seen.contains(each.value))
        .toList();
  }

  private Optional<Anomaly> intermediateReads() {
    Map<Integer, Integer> first = new TreeMap<>();
    Map<Integer, Integer> last = new TreeMap<>();
    order.forEach((place, each) -> {
      first.putIfAbsent(each.writer, place);
      last.put(each.writer, place);
    });
    unseen().forEach(each -> last.put(each.writer, longest.values.size() + 1));
    Map<Integer, Integer> within = new TreeMap<>();
    first.forEach((writer, from) -> {
      for (int length = from; length < last.getOrDefault(writer, from); length++) {
        within.put(length, writer);
      }
    });
    for (Seen read : reads) {
      Integer writer = within.get(read.values.size());
      if (writer != null && writer != read.reader) {
        return found(Kind.G1B, "some of what was appended to " + key, writer, read.reader);
      }
    }
    return Optional.empty();
  }

  /// Who appended what was read here.
  Set<Integer> seenWriters() {
    return longest.values.stream().map(each -> written(each).writer).collect(Collectors.toSet());
  }

  /// What the order says of transactions. `happened` are those whose outcome is open, but of which
  /// something was read somewhere: the rest of what they appended stands behind all that was read.
  void tell(Set<Integer> happened, Consumer<Dependency> sink) {
    Written before = null;
    for (Written each : order.values()) {
      if (before != null) {
        tell(sink, before.writer, each.writer, Cause.WRITE_WRITE, before.value, each.value);
      }
      before = each;
    }
    for (Seen read : reads) {
      int length = read.values.size();
      String end = length == 0 ? "" : read.values.getLast();
      if (length > 0) {
        tell(sink, written(end).writer, read.reader, Cause.WRITE_READ, end, "");
      }
      Map.Entry<Integer, Written> next = order.higherEntry(length);
      if (next != null) {
        Written after = next.getValue();
        tell(sink, read.reader, after.writer, Cause.READ_WRITE, end, after.value);
      }
    }
    unseen().stream()
        .filter(each -> happened.contains(each.writer))
        .forEach(each -> tellBehind(each, sink));
  }

  private void tellBehind(Written unseen, Consumer<Dependency> sink) {
    String end = longest.values.isEmpty() ? "" : longest.values.getLast();
    if (!end.isEmpty()) {
      int last = written(end).writer;
      tell(sink, last, unseen.writer, Cause.WRITE_WRITE, end, unseen.value);
    }
    reads.stream()
        .filter(read -> read.values.size() == longest.values.size())
        .forEach(
            read -> tell(sink, read.reader, unseen.writer, Cause.READ_WRITE, end, unseen.value));
  }

  private void tell(
      Consumer<Dependency> sink, int from, int to, Cause cause, String before, String after) {
    if (from != to) {
      sink.accept(new Dependency(from, to, cause, key, before, after));
    }
  }

  private Optional<Anomaly> found(Kind kind, String what, int... transactions) {
    return Optional.of(new Anomaly(kind, Explanation.of(what, key, history, transactions)));
  }
}
