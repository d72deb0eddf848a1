package chorus.command;

import chorus.resp.Bytes;
import chorus.store.Effect;
import chorus.store.MergedCursor;
import chorus.store.RowCursor;
import chorus.store.RowReader;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.NavigableMap;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows with changes over them, of each row the last one.
final class ChangedRows implements RowReader {
  private final RowReader before;

  /// By row, in the order of first change.
  private final SequencedMap<Bytes, Effect> changes = new LinkedHashMap<>();

  /// The same in the order of the rows; only once a scan has asked for it.
  private @Nullable NavigableMap<Bytes, Effect> sorted;

  ChangedRows(RowReader before) {
    this.before = before;
  }

  void change(Effect effect) {
    changes.put(effect.row(), effect);
    if (sorted != null) {
      sorted.put(effect.row(), effect);
    }
  }

  /// The row is as it was before.
  void undo(Bytes row) {
    changes.remove(row);
    if (sorted != null) {
      sorted.remove(row);
    }
  }

  /// Of each changed row the last change, in the order of first change.
  Collection<Effect> changes() {
    return changes.values();
  }

  boolean isChanged(Bytes row) {
    return changes.containsKey(row);
  }

  @Override
  public @Nullable Bytes get(Bytes row) {
    return switch (changes.get(row)) {
      case null -> before.get(row);
      case Effect change -> change.valueOrNull();
    };
  }

  /// Of no use any more once a row is changed.
  @Override
  public RowCursor scan(Bytes from, Bytes to) {
    RowCursor rows = before.scan(from, to);
    if (changes.isEmpty()) {
      return rows;
    }
    if (sorted == null) {
      sorted = new TreeMap<>(changes);
    }
    Collection<Effect> within = sorted.subMap(from, to).values();
    return within.isEmpty()
        ? rows
        : new MergedCursor<>(rows, within.iterator(), Function.identity(), _ -> {});
  }
}
