package chorus.single;

import chorus.base.Lsn;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.store.RowCursor;
import chorus.store.TrackedView;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The rows of this replica as a command sees them.
record RowsView(TrackedView rows, Function<Bytes, Lsn> changes) implements View {
  /// Where nobody can tell what changed.
  RowsView(TrackedView rows) {
    this(rows, _ -> Lsn.NONE);
  }

  @Override
  public @Nullable Bytes get(Bytes row) {
    return rows.get(row);
  }

  @Override
  public long countKeys() {
    return rows.countKeys();
  }

  @Override
  public Lsn changedAt(Bytes key) {
    return changes.apply(key);
  }

  @Override
  public RowCursor scan(Bytes from, Bytes to) {
    return rows.scan(from, to);
  }
}
