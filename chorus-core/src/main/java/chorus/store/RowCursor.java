package chorus.store;

import chorus.resp.Bytes;

/// A position in a range of rows; before the first row at the start.
public interface RowCursor extends AutoCloseable {
  /// Moves to the next row; false at the end.
  boolean next();

  /// The row key at the position.
  Bytes row();

  /// The row's value at the position.
  Bytes value();

  @Override
  void close();
}
