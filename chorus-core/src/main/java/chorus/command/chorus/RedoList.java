package chorus.command.chorus;

import chorus.command.CollectionEdit;
import chorus.command.Edit;
import chorus.diverged.ElementChange;
import chorus.diverged.Image;
import chorus.diverged.KeyChange;
import chorus.value.Meta;
import chorus.value.RowKeys;
import chorus.value.ValueType;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Does again what a write did to one list.
///
/// The elements of a list are named by their positions, which mean something only beside the other
/// elements. So a write is done over the content that it found, or if it is the whole list; never
/// over another content, whatever CHORUS REDO is told.
final class RedoList {
  /// Where lists begin: the middle, and what no list can grow out of in a lifetime.
  private static final long LOWEST = Meta.MIDDLE_POSITION / 2;

  private static final long HIGHEST = Meta.MIDDLE_POSITION + LOWEST;

  private final Edit edit;
  private final KeyChange change;

  RedoList(Edit edit, KeyChange change) {
    this.edit = edit;
    this.change = change;
  }

  /// False if that cannot be; the edit is of no use then.
  boolean apply() {
    Meta held = edit.keys().meta(change.key());
    boolean asFound = change.before().isOf(Image.of(change.key(), held).hash());
    return switch (change.after()) {
      case Image.Collection after when change.isWhole() -> {
        edit.delete(change.key());
        yield applyElements(0, 0, after);
      }
      case Image.Collection after ->
          asFound
              && held instanceof Meta.OfCollection list
              && change.leadsFrom(list)
              && applyElements(list.first(), list.first() + list.count(), after);
      case Image.Absent() -> applyAbsence(held, asFound);
      case Image.Text _, Image.Unknown _ -> false;
    };
  }

  /// A write that removed the last elements one by one does not mean those that came since.
  private boolean applyAbsence(@Nullable Meta held, boolean asFound) {
    boolean meant =
        asFound || held == null || change.elements().isEmpty() || held.type() != ValueType.LIST;
    if (meant) {
      edit.delete(change.key());
    }
    return meant;
  }

  /// The list at the key has the positions from `first` to before `end`. False if those that it
  /// would have then do not follow each other.
  private boolean applyElements(long first, long end, Image.Collection after) {
    NavigableSet<Long> removed = positions(each -> each.after().isEmpty());
    NavigableSet<Long> put = positions(each -> each.after().isPresent());
    long low = first;
    while (low < end && removed.contains(low)) {
      low++;
    }
    long high = end;
    while (high > low && removed.contains(high - 1)) {
      high--;
    }
    if (!put.isEmpty()) {
      boolean nothingStays = low == high;
      low = nothingStays ? put.first() : Math.min(low, put.first());
      high = 1 + (nothingStays ? put.last() : Math.max(high - 1, put.last()));
    }
    if (high - low != after.count() || low < LOWEST || low > HIGHEST || high > HIGHEST) {
      return false;
    }
    CollectionEdit list = edit.collection(change.key(), ValueType.LIST);
    for (ElementChange each : change.elements()) {
      each.after()
          .ifPresentOrElse(
              value -> list.put(each.element(), value), () -> list.remove(each.element()));
    }
    list.startsAt(low);
    list.expiresAt(after.expiryMillis());
    return true;
  }

  private NavigableSet<Long> positions(Predicate<ElementChange> which) {
    NavigableSet<Long> positions = new TreeSet<>();
    for (ElementChange each : change.elements()) {
      if (which.test(each)) {
        positions.add(RowKeys.position(each.element()));
      }
    }
    return positions;
  }
}
