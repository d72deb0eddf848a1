package chorus.sim.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What one committed transaction saw of one list: whether its own answers fit each other, and what
/// it saw of others.
///
/// Nobody comes between the operations of a transaction. So its list is what others had appended,
/// and behind that its own appends so far.
final class OwnSight {
  private final List<String> own = new ArrayList<>();
  private Optional<List<String>> ofOthers = Optional.empty();
  private OptionalInt othersLength = OptionalInt.empty();
  private Optional<String> contradiction = Optional.empty();

  void take(ListOperation operation) {
    switch (operation) {
      case ListOperation.Append append -> {
        own.add(append.value());
        others(append.length().orElse(0) - own.size(), append);
      }
      case ListOperation.Read read -> {
        int others = read.values().size() - own.size();
        others(others, read);
        if (others >= 0) {
          compare(read, read.values().subList(0, others));
          boolean holdsOwn = read.values().subList(others, read.values().size()).equals(own);
          require(holdsOwn, read + ", of which the end is to be its own " + own);
        }
      }
    }
  }

  private void others(int length, ListOperation operation) {
    int expected = othersLength.orElse(length);
    require(
        length == expected && length >= 0,
        "%s, where others had %d values before".formatted(operation, expected));
    othersLength = OptionalInt.of(expected);
  }

  private void compare(ListOperation.Read read, List<String> others) {
    List<String> before = ofOthers.orElse(others);
    require(
        before.equals(others),
        "%s, where others had %s before".formatted(read, ListOperation.Read.shown(before)));
    ofOthers = Optional.of(before);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds && contradiction.isEmpty()) {
      contradiction = Optional.of(otherwise);
    }
  }

  /// What it saw of others, if it read at all.
  Optional<List<String>> ofOthers() {
    return ofOthers;
  }

  /// Why its answers do not fit each other, if they do not. Called at the end.
  Optional<String> contradiction() {
    List<String> others = ofOthers.orElse(List.of());
    for (String each : own) {
      require(!others.contains(each), "read its own " + each + " before it appended that");
    }
    return contradiction;
  }
}
