package chorus.single;

import chorus.base.Lsn;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.store.RowCursor;
import chorus.store.TrackedView;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The rows of this replica as a command sees them on the strand, and no more of them than it may
/// look at there.
final class RowsView implements View {
  /// No bound.
  static final long ANY = Long.MAX_VALUE;

  private static final int BYTES_OF_A_ROW = 1024;

  private final TrackedView rows;
  private final Function<Bytes, Lsn> changes;
  private long left;

  /// `changes` tells which record changed a key last; `most` is how many rows the command may look
  /// at, long ones counting as several.
  RowsView(TrackedView rows, Function<Bytes, Lsn> changes, long most) {
    this.rows = rows;
    this.changes = changes;
    this.left = most;
  }

  /// One that cannot tell what changed.
  static RowsView ofReader(TrackedView rows, long most) {
    return new RowsView(rows, key -> Lsn.NONE, most);
  }

  /// The command looks at more rows than it may, and has to be run elsewhere: it never notices.
  static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TooLong() {
      super(null, null, false, false);
    }
  }

  @Override
  public @Nullable Bytes get(Bytes row) {
    Bytes value = rows.get(row);
    looked(value);
    return value;
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
    RowCursor cursor = rows.scan(from, to);
    return isBounded() ? new Counted(cursor) : cursor;
  }

  private boolean isBounded() {
    return left != ANY;
  }

  private void looked(@Nullable Bytes value) {
    if (!isBounded()) {
      return;
    }
    left -= value == null ? 1 : 1 + value.length() / BYTES_OF_A_ROW;
    if (left < 0) {
      throw new TooLong();
    }
  }

  private final class Counted implements RowCursor {
    private final RowCursor cursor;

    Counted(RowCursor cursor) {
      this.cursor = cursor;
    }

    @Override
    public boolean next() {
      boolean found = cursor.next();
      if (found) {
        looked(cursor.value());
      }
      return found;
    }

    @Override
    public Bytes row() {
      return cursor.row();
    }

    @Override
    public Bytes value() {
      return cursor.value();
    }

    @Override
    public void close() {
      cursor.close();
    }
  }
}
