package chorus.store;

import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads rows lazily. Rows are ordered by their key as unsigned bytes.
public interface RowReader {
  /// The row's value, or null.
  @Nullable Bytes get(Bytes row);

  /// The values of several rows, each or null, in the order asked for. For many rows an engine may
  /// be much cheaper than with as many calls of [#get].
  default List<@Nullable Bytes> getAll(List<Bytes> rows) {
    List<@Nullable Bytes> values = new ArrayList<>(rows.size());
    for (Bytes row : rows) {
      values.add(get(row));
    }
    return values;
  }

  /// Rows from `from` (inclusive) to `to` (exclusive), in order. The caller closes the cursor.
  RowCursor scan(Bytes from, Bytes to);
}
