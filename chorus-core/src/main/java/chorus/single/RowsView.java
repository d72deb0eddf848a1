package chorus.single;

import chorus.command.View;
import chorus.resp.Bytes;
import chorus.store.RowCursor;
import chorus.store.TrackedView;
import org.jspecify.annotations.Nullable;

/// The rows of this replica as a command sees them.
record RowsView(TrackedView rows) implements View {
  @Override
  public @Nullable Bytes get(Bytes row) {
    return rows.get(row);
  }

  @Override
  public long countKeys() {
    return rows.countKeys();
  }

  @Override
  public RowCursor scan(Bytes from, Bytes to) {
    return rows.scan(from, to);
  }
}
