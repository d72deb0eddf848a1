package chorus.store;

import chorus.resp.Bytes;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// The store's rows of a range with the overlay's rows of that range over them.
final class MergedCursor implements RowCursor {
  private final RowCursor stored;
  private final Iterator<Overlay.Pending> overlaid;
  private final @Nullable TrackedView observer;

  /// Whether `stored` stands at a row that was not passed yet.
  private boolean storedAhead;

  /// The overlay's first row that was not passed yet.
  private Overlay.@Nullable Pending overlaidAhead;

  private @Nullable Bytes row;
  private @Nullable Bytes value;

  MergedCursor(
      RowCursor stored, Iterator<Overlay.Pending> overlaid, @Nullable TrackedView observer) {
    this.stored = stored;
    this.overlaid = overlaid;
    this.observer = observer;
    this.storedAhead = stored.next();
    this.overlaidAhead = overlaid.hasNext() ? overlaid.next() : null;
  }

  @Override
  public boolean next() {
    while (overlaidAhead != null) {
      Overlay.Pending pending = overlaidAhead;
      Bytes pendingRow = pending.effect.row();
      int order = storedAhead ? stored.row().compareTo(pendingRow) : 1;
      if (order < 0) {
        return atStored();
      }
      if (order == 0) {
        storedAhead = stored.next();
      }
      overlaidAhead = overlaid.hasNext() ? overlaid.next() : null;
      if (observer != null) {
        observer.note(pending.lsn);
      }
      value = pending.value();
      if (value != null) {
        row = pendingRow;
        return true;
      }
    }
    return storedAhead && atStored();
  }

  private boolean atStored() {
    row = stored.row();
    value = stored.value();
    storedAhead = stored.next();
    return true;
  }

  @Override
  public Bytes row() {
    return at(row);
  }

  @Override
  public Bytes value() {
    return at(value);
  }

  private static Bytes at(@Nullable Bytes part) {
    if (part == null) {
      throw new IllegalStateException("the cursor stands at no row; call next() first");
    }
    return part;
  }

  @Override
  public void close() {
    stored.close();
  }
}
