package chorus.store;

import chorus.resp.Bytes;
import chorus.value.Hash128;
import chorus.value.Malformed;
import chorus.value.Meta;
import chorus.value.OrderKeys;
import chorus.value.RowRange;
import java.util.ArrayList;
import java.util.List;

/// Whether the order rows of one sorted set are of the members and scores that it has, a row at a
/// time: those of level 0 must sum up to the elements' hash, and the counts of each level above to
/// the number of members.
final class OrderCheck implements AutoCloseable {
  private final Bytes key;
  private final Meta.OfCollection meta;
  private final RowCursor cursor;
  private final List<String> problems = new ArrayList<>();
  private final long[] counts = new long[OrderKeys.TOP + 1];
  private Hash128 hash = Hash128.ZERO;

  OrderCheck(RowReader rows, Bytes key, Meta.OfCollection meta) {
    this.key = key;
    this.meta = meta;
    RowRange range = OrderKeys.collectionRange(meta.id());
    this.cursor = rows.scan(range.from(), range.to());
  }

  /// Reads the next row; false once it has read all.
  boolean next() {
    if (!cursor.next()) {
      return false;
    }
    try {
      add(cursor.row(), cursor.value());
    } catch (Malformed e) {
      problems.add("order of key " + key + ": " + e.getMessage());
    }
    return true;
  }

  /// The size of the row that was read last.
  long bytes() {
    return (long) cursor.row().length() + cursor.value().length();
  }

  /// What is wrong, once all is read.
  List<String> problems() {
    if (!hash.equals(meta.elementsHash())) {
      problems.add("order of key " + key + ": it is not that of its members and scores");
    }
    for (int level = 1; level <= OrderKeys.TOP; level++) {
      if (counts[level] != 0 && counts[level] != meta.count()) {
        problems.add(
            "order of key %s: level %d counts %d members, not %d"
                .formatted(key, level, counts[level], meta.count()));
      }
    }
    return problems;
  }

  @Override
  public void close() {
    cursor.close();
  }

  private void add(Bytes row, Bytes value) {
    int level = OrderKeys.levelOf(row);
    if (level == 0) {
      Bytes score = OrderKeys.scoreValue(OrderKeys.scoreOf(row));
      hash = hash.plus(Meta.elementHash(OrderKeys.memberOf(row), score));
    } else if (level <= OrderKeys.TOP) {
      counts[level] += OrderKeys.count(value);
    } else {
      problems.add("order of key " + key + ": there is no level " + level);
    }
  }
}
