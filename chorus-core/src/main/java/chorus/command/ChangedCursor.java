package chorus.command;

import chorus.resp.Bytes;
import chorus.store.Effect;
import chorus.store.RowCursor;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// The rows of a range with the changes of that range over them, both in the order of the rows.
final class ChangedCursor implements RowCursor {
  private final RowCursor before;
  private final Iterator<Effect> changes;

  /// Whether `before` stands at a row that was not passed yet.
  private boolean beforeAhead;

  /// The first change that was not passed yet.
  private @Nullable Effect changeAhead;

  private @Nullable Bytes row;
  private @Nullable Bytes value;

  ChangedCursor(RowCursor before, Iterator<Effect> changes) {
    this.before = before;
    this.changes = changes;
    this.beforeAhead = before.next();
    nextChange();
  }

  @Override
  public boolean next() {
    while (changeAhead != null) {
      Effect change = changeAhead;
      int order = beforeAhead ? before.row().compareTo(change.row()) : 1;
      if (order < 0) {
        return atBefore();
      }
      if (order == 0) {
        beforeAhead = before.next();
      }
      nextChange();
      value = change.valueOrNull();
      if (value != null) {
        row = change.row();
        return true;
      }
    }
    return beforeAhead && atBefore();
  }

  @Override
  public Bytes row() {
    return at(row);
  }

  @Override
  public Bytes value() {
    return at(value);
  }

  @Override
  public void close() {
    before.close();
  }

  private void nextChange() {
    changeAhead = changes.hasNext() ? changes.next() : null;
  }

  private boolean atBefore() {
    row = before.row();
    value = before.value();
    beforeAhead = before.next();
    return true;
  }

  private static Bytes at(@Nullable Bytes part) {
    if (part == null) {
      throw new IllegalStateException("the cursor stands at no row; call next() first");
    }
    return part;
  }
}
