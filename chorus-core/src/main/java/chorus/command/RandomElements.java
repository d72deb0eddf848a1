package chorus.command;

import chorus.store.RowCursor;
import chorus.value.Meta;
import chorus.value.RowKeys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// Random elements of one collection, all from the seed of one [Moment]; each element has the same
/// chance.
///
/// A few of many are sought one by one, so that a draw costs the same however many there are. Else
/// the collection is read whole.
public final class RandomElements {
  /// A count below zero may ask for more elements than there are; the reply must fit in memory.
  private static final long MAX_REPEATED = 1_000_000;

  /// How many elements a window of [#seek()] holds on average.
  private static final int WINDOW = 8;

  /// The places in a window. The elements before an element in its window are more than that less
  /// often than once in 10^9; then that element is a little rarer.
  private static final int PLACES = 32;

  /// About how many rows it takes to seek one element: one seek in four finds one.
  private static final int ROWS_SOUGHT = 32;

  /// So many are in vain only where somebody chose the elements by their hashes.
  private static final int SEEKS = 100;

  private final Keyspace keys;
  private final Meta.OfCollection collection;
  private final Draws draws;
  private @Nullable List<Element> all;

  /// Elements of `collection`, which has some, as `keys` show it.
  public RandomElements(Keyspace keys, Meta.OfCollection collection, Moment moment) {
    this.keys = keys;
    this.collection = collection;
    this.draws = Draws.of(moment);
  }

  /// The count for [#some(long)] that a client gives in word `index`.
  public static long count(Args args, int index) {
    long count = args.longAt(index);
    if (count == Long.MIN_VALUE) {
      throw CommandError.err(
          "value is out of range, value must between %d and %d"
              .formatted(-Long.MAX_VALUE, Long.MAX_VALUE));
    }
    if (count < -MAX_REPEATED) {
      throw CommandError.outOfRange();
    }
    return count;
  }

  /// The same for the words `name key count [option]`; refuses any others.
  public static long countBefore(String option, Args args) {
    long count = count(args, 2);
    if (args.size() > 4 || (args.size() == 4 && !args.is(3, option))) {
      throw CommandError.syntax();
    }
    if (args.size() == 4 && count > Long.MAX_VALUE / 2) {
      throw CommandError.outOfRange();
    }
    return count;
  }

  public Element one() {
    return areFew(1) ? sought() : any();
  }

  /// So many different elements, or all if there are fewer; for a negative `count` as many as it
  /// says, each drawn anew.
  public List<Element> some(long count) {
    return count < 0 ? repeated(-count) : different(count);
  }

  private List<Element> repeated(long count) {
    boolean few = areFew(count);
    var drawn = new ArrayList<Element>((int) count);
    for (long i = 0; i < count; i++) {
      drawn.add(few ? sought() : any());
    }
    return drawn;
  }

  private List<Element> different(long count) {
    if (count >= collection.count()) {
      return all();
    }
    if (areFew(count)) {
      SequencedSet<Element> drawn = new LinkedHashSet<>();
      while (drawn.size() < count) {
        drawn.add(sought());
      }
      return List.copyOf(drawn);
    }
    var rest = new ArrayList<Element>(all());
    for (int i = 0; i < count; i++) {
      Collections.swap(rest, i, i + draws.below(rest.size() - i));
    }
    return rest.subList(0, (int) count);
  }

  /// Whether to seek `count` elements takes fewer rows than to read all.
  private boolean areFew(long count) {
    return count * ROWS_SOUGHT < collection.count();
  }

  private Element any() {
    return all().get(draws.below(all().size()));
  }

  private List<Element> all() {
    if (all == null) {
      all = keys.all(collection);
    }
    return all;
  }

  private Element sought() {
    for (int i = 0; i < SEEKS; i++) {
      Element found = seek();
      if (found != null) {
        return found;
      }
    }
    return any();
  }

  /// Draws a window of neighbouring hashes and a place in it: the element there, or null. Since as
  /// many windows hold an element as hold any other, and it has one place in each, all are equal.
  private @Nullable Element seek() {
    long width = RowKeys.HASHES / collection.count() * WINDOW;
    long end = 1 + draws.below(RowKeys.HASHES + width);
    int place = draws.below(PLACES);
    try (RowCursor rows = keys.elements(collection, Math.max(0, end - width))) {
      for (int i = 0; rows.next() && RowKeys.hashOf(rows.row()) < end; i++) {
        if (i == place) {
          return Element.at(rows);
        }
      }
    }
    return null;
  }
}
