package chorus.command;

import chorus.resp.Bytes;
import chorus.store.RowCursor;
import chorus.value.RowKeys;

/// One element of a collection: its own bytes, and the value that it has there.
public record Element(Bytes name, Bytes value) {
  static Element at(RowCursor row) {
    return new Element(RowKeys.elementOf(row.row()), row.value());
  }
}
