package chorus.command;

import chorus.resp.Bytes;
import chorus.store.RowCursor;
import chorus.store.RowReader;
import chorus.value.CollectionId;
import chorus.value.Meta;
import chorus.value.OrderKeys;
import chorus.value.Place;
import chorus.value.RowRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The members of one sorted set in their order: by score, then by their bytes.
///
/// How many lie before a place, and what lies at an index, costs the same however many there are:
/// the way down the levels passes some thirty rows at each (decision 0022).
///
/// Source: Pugh, Skip Lists: A Probabilistic Alternative to Balanced Trees, 1990.
public final class OrderedMembers {
  private final RowReader rows;
  private final CollectionId id;

  private OrderedMembers(RowReader rows, CollectionId id) {
    this.rows = rows;
    this.id = id;
  }

  public static OrderedMembers of(Keyspace keys, Meta.OfCollection zset) {
    return new OrderedMembers(keys.rows(), zset.id());
  }

  /// How many members lie before `place`, which is not the head.
  public long countBefore(Place place) {
    return wayTo(place).passed();
  }

  /// The members from `index` on, `count` of them or as many as there are.
  public List<Scored> page(long index, long count) {
    Tower tower = towerAt(index);
    var page = new ArrayList<Scored>();
    long at = tower.passed();
    try (RowCursor cursor = scan(0, tower.place(), Place.END)) {
      for (; at < index && cursor.next(); at++) {}
      while (page.size() < count && cursor.next()) {
        page.add(Scored.at(cursor));
      }
    }
    return page;
  }

  /// A row of a level: where it lies, how many members lie before it, and how many from it up to
  /// the next one of its level.
  record Tower(int level, Place place, long passed, long count) {}

  /// The last row of each level before a place, lowest level first, and how many members lie before
  /// the place.
  record Way(List<Tower> towers, long passed) {
    Way {
      towers = List.copyOf(towers);
    }
  }

  Way wayTo(Place place) {
    var towers = new ArrayList<Tower>();
    Tower last = new Tower(0, Place.HEAD, 0, 0);
    for (int level = levels(); level > 0; level--) {
      last = lastBefore(place, level, last);
      towers.addFirst(last);
    }
    long passed = last.passed();
    try (RowCursor cursor = scan(0, last.place(), place)) {
      while (cursor.next()) {
        passed++;
      }
    }
    return new Way(towers, passed);
  }

  /// What a row of a level above 0 counts.
  long count(int level, Place place) {
    Bytes value = rows.get(OrderKeys.row(id, level, place));
    return OrderKeys.count(Objects.requireNonNull(value, "a tower has its row"));
  }

  /// Whether no row of the level lies behind `place`.
  boolean isLast(int level, Place place) {
    try (RowCursor cursor = scan(level, place.next(), Place.END)) {
      return !cursor.next();
    }
  }

  /// How many levels there are above 0. One that has a row has its head, and so have those below.
  private int levels() {
    int level = 0;
    while (level < OrderKeys.TOP && rows.get(OrderKeys.row(id, level + 1, Place.HEAD)) != null) {
      level++;
    }
    return level;
  }

  /// The last row of `level` before `place`, sought from the one of the level above.
  private Tower lastBefore(Place place, int level, Tower above) {
    Tower last = null;
    try (RowCursor cursor = scan(level, above.place(), place)) {
      while (cursor.next()) {
        last = next(level, above, last, cursor);
      }
    }
    return Objects.requireNonNull(last, "a tower has a row at each level below its own");
  }

  /// The row of the lowest level whose members are those around `index`.
  private Tower towerAt(long index) {
    Tower at = new Tower(0, Place.HEAD, 0, 0);
    for (int level = levels(); level > 0; level--) {
      Tower above = at;
      Tower last = null;
      try (RowCursor cursor = scan(level, above.place(), Place.END)) {
        while (cursor.next()) {
          last = next(level, above, last, cursor);
          if (last.passed() > index) {
            break;
          }
          at = last;
        }
      }
    }
    return at;
  }

  private static Tower next(int level, Tower above, @Nullable Tower last, RowCursor cursor) {
    return new Tower(
        level,
        OrderKeys.placeOf(cursor.row()),
        last == null ? above.passed() : last.passed() + last.count(),
        OrderKeys.count(cursor.value()));
  }

  private RowCursor scan(int level, Place from, Place to) {
    RowRange range = OrderKeys.range(id, level, from, to);
    return rows.scan(range.from(), range.to());
  }
}
