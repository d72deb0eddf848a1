package chorus.store;

import chorus.resp.Bytes;

/// A position in a range of rows; before the first row at the start.
public interface RowCursor extends AutoCloseable {
  /// No rows.
  RowCursor EMPTY =
      new RowCursor() {
        @Override
        public boolean next() {
          return false;
        }

        @Override
        public Bytes row() {
          throw new IllegalStateException("no row");
        }

        @Override
        public Bytes value() {
          throw new IllegalStateException("no row");
        }

        @Override
        public void close() {}
      };

  /// Moves to the next row; false at the end.
  boolean next();

  /// The row key at the position.
  Bytes row();

  /// The row's value at the position.
  Bytes value();

  @Override
  void close();
}
