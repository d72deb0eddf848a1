package chorus.store;

import chorus.resp.Bytes;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows of a range with changes of that range over them, both in the order of the rows.
///
/// @param <T> a change, and what else is known of it
public final class MergedCursor<T> implements RowCursor {
  private final RowCursor stored;
  private final Iterator<T> overlaid;
  private final Function<T, Effect> effect;
  private final Consumer<T> passes;

  /// Whether `stored` stands at a row that was not passed yet.
  private boolean storedAhead;

  /// The first change that was not passed yet.
  private @Nullable T overlaidAhead;

  private @Nullable Bytes row;
  private @Nullable Bytes value;

  /// `stored` is closed with this one. `passes` hears of each change once the cursor passes it,
  /// deletions too.
  public MergedCursor(
      RowCursor stored, Iterator<T> overlaid, Function<T, Effect> effect, Consumer<T> passes) {
    this.stored = stored;
    this.overlaid = overlaid;
    this.effect = effect;
    this.passes = passes;
    this.storedAhead = stored.next();
    this.overlaidAhead = overlaid.hasNext() ? overlaid.next() : null;
  }

  @Override
  public boolean next() {
    while (overlaidAhead != null) {
      T passed = overlaidAhead;
      Effect change = effect.apply(passed);
      int order = storedAhead ? stored.row().compareTo(change.row()) : 1;
      if (order < 0) {
        return atStored();
      }
      if (order == 0) {
        storedAhead = stored.next();
      }
      overlaidAhead = overlaid.hasNext() ? overlaid.next() : null;
      passes.accept(passed);
      value = change.valueOrNull();
      if (value != null) {
        row = change.row();
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
