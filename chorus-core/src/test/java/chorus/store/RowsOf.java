package chorus.store;

import chorus.resp.Bytes;
import chorus.value.RowKeys;
import chorus.value.RowRange;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What a reader shows of a range, as a map.
final class RowsOf {
  private RowsOf() {}

  static NavigableMap<Bytes, Bytes> all(RowReader reader) {
    RowRange all = RowKeys.allRows();
    return range(reader, all.from(), all.to());
  }

  static NavigableMap<Bytes, Bytes> range(RowReader reader, Bytes from, Bytes to) {
    NavigableMap<Bytes, Bytes> rows = new TreeMap<>();
    try (RowCursor cursor = reader.scan(from, to)) {
      while (cursor.next()) {
        if (!rows.isEmpty() && rows.lastKey().compareTo(cursor.row()) >= 0) {
          throw new AssertionError("rows out of order: " + rows.lastKey() + ", " + cursor.row());
        }
        rows.put(cursor.row(), cursor.value());
      }
    }
    return rows;
  }
}
