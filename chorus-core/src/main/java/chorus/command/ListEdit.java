package chorus.command;

import chorus.resp.Bytes;
import chorus.value.Meta;
import chorus.value.RowKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;

/// One list while a command changes it. Indexes count from 0 and are within the list.
///
/// Either end costs one row. In the middle the shorter side moves, and a list of which little stays
/// is made anew, so that its old rows are removed in the background.
public final class ListEdit {
  private final Keyspace keys;
  private final CollectionEdit elements;

  ListEdit(Keyspace keys, CollectionEdit elements) {
    this.keys = keys;
    this.elements = elements;
  }

  /// How many elements there are.
  public long size() {
    Meta.OfCollection list = elements.meta();
    return list == null ? 0 : list.count();
  }

  public Bytes get(long index) {
    return Objects.requireNonNull(keys.valueAt(list(), index), "an index within the list");
  }

  public void set(long index, Bytes value) {
    elements.replaceKnown(name(index), get(index), value);
  }

  public void pushFirst(Bytes value) {
    Meta.OfCollection list = elements.orEmpty();
    long position = list.count() == 0 ? list.first() : list.first() - 1;
    elements.insert(RowKeys.positionName(position), value);
    elements.startsAt(position);
  }

  public void pushLast(Bytes value) {
    elements.insert(name(elements.orEmpty(), size()), value);
  }

  public Bytes popFirst() {
    return popFirst(1).getFirst();
  }

  public Bytes popLast() {
    return popLast(1).getFirst();
  }

  /// Removes so many elements from the head, and answers them in the order of the list.
  public List<Bytes> popFirst(long count) {
    List<Bytes> popped = values(0, count);
    dropFirst(popped);
    return popped;
  }

  /// Removes so many elements from the tail, and answers them, the last one first.
  public List<Bytes> popLast(long count) {
    List<Bytes> popped = values(size() - count, size());
    dropLast(popped);
    return popped.reversed();
  }

  /// Puts `value` before the element at `index`, or behind the last one.
  public void insert(long index, Bytes value) {
    if (index < size() - index) {
      List<Bytes> moved = new ArrayList<>(values(0, index));
      moved.add(value);
      pushFirst(moved.getFirst());
      for (int i = 1; i < moved.size(); i++) {
        elements.replaceKnown(name(i), moved.get(i - 1), moved.get(i));
      }
    } else {
      List<Bytes> moved = values(index, size());
      Bytes next = value;
      for (int i = 0; i < moved.size(); i++) {
        elements.replaceKnown(name(index + i), moved.get(i), next);
        next = moved.get(i);
      }
      pushLast(next);
    }
  }

  /// Removes the elements at these indexes. The longest run between two of them stays where it is,
  /// and what is before and behind it moves up to it.
  public void removeAll(NavigableSet<Long> indexes) {
    long size = size();
    Run stays = longestBetween(indexes, size);
    if (indexes.size() > stays.length()) {
      makeAnew(without(indexes, 0, values(0, size)));
      return;
    }
    List<Bytes> before = values(0, stays.from());
    List<Bytes> behind = values(stays.to(), size);
    closeUpBehind(stays.to(), behind, without(indexes, stays.to(), behind));
    closeUpBefore(before, without(indexes, 0, before));
  }

  /// Removes all but the elements from index `from` to before `to`, of which there are some.
  public void keep(long from, long to) {
    long size = size();
    if (size - (to - from) > to - from) {
      makeAnew(values(from, to));
      return;
    }
    List<Bytes> head = values(0, from);
    List<Bytes> tail = values(to, size);
    dropFirst(head);
    dropLast(tail);
  }

  /// Indexes from `from` to before `to`.
  private record Run(long from, long to) {
    long length() {
      return to - from;
    }
  }

  private static Run longestBetween(NavigableSet<Long> indexes, long size) {
    Run longest = new Run(0, 0);
    long from = 0;
    for (long index : indexes) {
      if (index - from > longest.length()) {
        longest = new Run(from, index);
      }
      from = index + 1;
    }
    return size - from > longest.length() ? new Run(from, size) : longest;
  }

  /// What is left of `values`, which begin at index `from`.
  private static List<Bytes> without(NavigableSet<Long> indexes, long from, List<Bytes> values) {
    var left = new ArrayList<Bytes>();
    for (int i = 0; i < values.size(); i++) {
      if (!indexes.contains(from + i)) {
        left.add(values.get(i));
      }
    }
    return left;
  }

  /// Of `values`, the first ones of the list, only those `left` stay.
  private void closeUpBefore(List<Bytes> values, List<Bytes> left) {
    int gone = values.size() - left.size();
    for (int i = 0; i < left.size(); i++) {
      elements.replaceKnown(name(gone + i), values.get(gone + i), left.get(i));
    }
    dropFirst(values.subList(0, gone));
  }

  /// Of `values`, the last ones of the list, which begin at index `from`, only those `left` stay.
  private void closeUpBehind(long from, List<Bytes> values, List<Bytes> left) {
    for (int i = 0; i < left.size(); i++) {
      elements.replaceKnown(name(from + i), values.get(i), left.get(i));
    }
    dropLast(values.subList(left.size(), values.size()));
  }

  /// `values` are the first ones.
  private void dropFirst(List<Bytes> values) {
    long first = list().first();
    for (Bytes value : values) {
      elements.removeKnown(RowKeys.positionName(first), value);
      first++;
    }
    elements.startsAt(first);
  }

  /// `values` are the last ones.
  private void dropLast(List<Bytes> values) {
    for (Bytes value : values.reversed()) {
      elements.removeKnown(name(size() - 1), value);
    }
  }

  private void makeAnew(List<Bytes> values) {
    elements.beginAnew();
    values.forEach(this::pushLast);
  }

  /// One row is looked up, more are read one after the other.
  private List<Bytes> values(long from, long to) {
    if (to - from > 1) {
      return keys.values(list(), from, to);
    }
    return from == to ? List.of() : List.of(get(from));
  }

  private Meta.OfCollection list() {
    return elements.orEmpty();
  }

  private Bytes name(long index) {
    return name(list(), index);
  }

  private static Bytes name(Meta.OfCollection list, long index) {
    return RowKeys.positionName(list.first() + index);
  }
}
