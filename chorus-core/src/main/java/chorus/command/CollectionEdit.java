package chorus.command;

import chorus.resp.Bytes;
import chorus.value.Meta;
import chorus.value.RowKeys;
import chorus.value.ValueType;
import org.jspecify.annotations.Nullable;

/// The elements of one collection while a command changes them.
public final class CollectionEdit {
  private final Edit edit;
  private final ValueType type;
  private Meta.@Nullable OfCollection meta;
  private boolean changed;

  CollectionEdit(Edit edit, Meta.@Nullable OfCollection meta, ValueType type) {
    this.edit = edit;
    this.meta = meta;
    this.type = type;
  }

  /// The value of `element`, or null.
  public @Nullable Bytes get(Bytes element) {
    return meta == null ? null : edit.keys().element(meta, element);
  }

  /// Gives `element` this value; true if it was not there.
  public boolean put(Bytes element, Bytes value) {
    Bytes old = get(element);
    if (meta == null || old == null) {
      insert(element, value);
      return true;
    }
    write(meta.replaced(element, old, value), element, value);
    return false;
  }

  /// Adds `element`, which has no value of its own; false, and no change, if it is there.
  public boolean add(Bytes element) {
    if (get(element) != null) {
      return false;
    }
    insert(element, Bytes.EMPTY);
    return true;
  }

  /// Removes `element`; false if it is not there.
  public boolean remove(Bytes element) {
    Bytes old = get(element);
    if (meta == null || old == null) {
      return false;
    }
    edit.remove(RowKeys.elementRow(meta.id(), element));
    meta = meta.removed(element, old);
    changed = true;
    return true;
  }

  /// The collection, if there is one, expires at `millis` since 1970, or never at 0.
  public void expiresAt(long millis) {
    if (meta != null && meta.expiryMillis() != millis) {
      meta = meta.expiringAt(millis);
      changed = true;
    }
  }

  Meta.@Nullable OfCollection meta() {
    return meta;
  }

  boolean changed() {
    return changed;
  }

  private void insert(Bytes element, Bytes value) {
    Meta.OfCollection before =
        meta == null ? Meta.OfCollection.empty(type, edit.newCollection()) : meta;
    write(before.added(element, value), element, value);
  }

  private void write(Meta.OfCollection after, Bytes element, Bytes value) {
    edit.put(RowKeys.elementRow(after.id(), element), value);
    meta = after;
    changed = true;
  }
}
