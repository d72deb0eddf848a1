package chorus.command.set;

import chorus.command.Keyspace;
import chorus.resp.Bytes;
import chorus.store.RowCursor;
import chorus.value.Meta;
import chorus.value.RowKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedCollection;
import java.util.SequencedSet;
import java.util.function.Predicate;

/// Intersection, union and difference of the sets at several keys, of which there is at least one.
/// An absent key is an empty set; a key of another type is an error, wherever it stands.
final class Combinations {
  static final long NO_LIMIT = Long.MAX_VALUE;

  /// About how many rows can be read one after the other in the time of one look-up.
  private static final long ROWS_PER_LOOK_UP = 8;

  private Combinations() {}

  /// What is in all sets: at most `limit` members, in the order of their rows. Reads the smallest
  /// set, and looks up in the others.
  static List<Bytes> intersection(Keyspace keys, List<Bytes> names, long limit) {
    List<Meta.OfCollection> sets = present(keys, names);
    if (sets.size() < names.size()) {
      return List.of();
    }
    sets.sort(Comparator.comparingLong(Meta.OfCollection::count));
    Meta.OfCollection smallest = sets.removeFirst();
    return those(
        keys,
        smallest,
        member -> sets.stream().allMatch(other -> Sets.has(keys, other, member)),
        limit);
  }

  /// What is in any set, set by set.
  static SequencedSet<Bytes> union(Keyspace keys, List<Bytes> names) {
    SequencedSet<Bytes> union = new LinkedHashSet<>();
    for (Meta.OfCollection set : present(keys, names)) {
      union.addAll(Sets.members(keys, set));
    }
    return union;
  }

  /// What is in the first set and in no other, in the order of the rows.
  static SequencedCollection<Bytes> difference(Keyspace keys, List<Bytes> names) {
    Meta.OfCollection first = Sets.at(keys, names.getFirst());
    List<Meta.OfCollection> others = present(keys, names.subList(1, names.size()));
    if (first == null) {
      return List.of();
    }
    long lookUps = first.count() * others.size();
    long rows = others.stream().mapToLong(Meta.OfCollection::count).sum();
    return lookUps * ROWS_PER_LOOK_UP < rows
        ? those(
            keys,
            first,
            member -> others.stream().noneMatch(other -> Sets.has(keys, other, member)),
            NO_LIMIT)
        : remainder(keys, first, others);
  }

  private static SequencedSet<Bytes> remainder(
      Keyspace keys, Meta.OfCollection first, List<Meta.OfCollection> others) {
    SequencedSet<Bytes> left = new LinkedHashSet<>(Sets.members(keys, first));
    for (Meta.OfCollection other : others) {
      try (RowCursor rows = keys.elements(other, 0)) {
        while (!left.isEmpty() && rows.next()) {
          left.remove(RowKeys.elementOf(rows.row()));
        }
      }
    }
    return left;
  }

  /// The members of `set` that are wanted, at most `limit`.
  private static List<Bytes> those(
      Keyspace keys, Meta.OfCollection set, Predicate<Bytes> wanted, long limit) {
    var those = new ArrayList<Bytes>();
    try (RowCursor rows = keys.elements(set, 0)) {
      while (those.size() < limit && rows.next()) {
        Bytes member = RowKeys.elementOf(rows.row());
        if (wanted.test(member)) {
          those.add(member);
        }
      }
    }
    return those;
  }

  /// The sets that are there.
  private static List<Meta.OfCollection> present(Keyspace keys, List<Bytes> names) {
    var sets = new ArrayList<Meta.OfCollection>(names.size());
    for (Bytes name : names) {
      Meta.OfCollection set = Sets.at(keys, name);
      if (set != null) {
        sets.add(set);
      }
    }
    return sets;
  }
}
