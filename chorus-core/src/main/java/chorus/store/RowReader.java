package chorus.store;

import chorus.resp.Bytes;
import org.jspecify.annotations.Nullable;

/// Reads rows lazily. Rows are ordered by their key as unsigned bytes.
public interface RowReader {
  /// The row's value, or null.
  @Nullable Bytes get(Bytes row);

  /// Rows from `from` (inclusive) to `to` (exclusive), in order. The caller closes the cursor.
  RowCursor scan(Bytes from, Bytes to);
}
