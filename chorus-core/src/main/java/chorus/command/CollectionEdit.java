package chorus.command;

import chorus.resp.Bytes;
import chorus.value.Meta;
import chorus.value.OrderKeys;
import chorus.value.ValueType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The elements of one collection while a command changes them. Those of a sorted set are its
/// members, their values are scores, and their order moves with them.
public final class CollectionEdit {
  private final Edit edit;
  private final ValueType type;
  private Meta.@Nullable OfCollection meta;
  private boolean changed;

  /// Of a sorted set that was not there before.
  private final @Nullable NewOrder newOrder;

  CollectionEdit(Edit edit, Meta.@Nullable OfCollection meta, ValueType type) {
    this.edit = edit;
    this.meta = meta;
    this.type = type;
    this.newOrder = meta == null && type == ValueType.ZSET ? new NewOrder() : null;
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
    replaceKnown(element, old, value);
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
    removeKnown(element, old);
    return true;
  }

  /// The collection, if there is one, expires at `millis` since 1970, or never at 0.
  public void expiresAt(long millis) {
    if (meta != null && meta.expiryMillis() != millis) {
      meta = meta.expiringAt(millis);
      changed = true;
    }
  }

  /// The list, which has elements, begins at `position` from now on.
  public void startsAt(long position) {
    meta = there().startingAt(position);
  }

  /// The same key has no elements, and what comes next is kept apart from those that it had.
  void beginAnew() {
    meta = Meta.OfCollection.empty(type, edit.newCollection()).expiringAt(there().expiryMillis());
    changed = true;
  }

  /// Gives `element`, whose value is `old`, another one.
  void replaceKnown(Bytes element, Bytes old, Bytes value) {
    if (!old.equals(value)) {
      leaveOrder(there(), element, old);
      enterOrder(there(), element, value, there().count() - 1);
    }
    write(there().replaced(element, old, value), element, value);
  }

  /// Removes `element`, whose value is `old`.
  void removeKnown(Bytes element, Bytes old) {
    leaveOrder(there(), element, old);
    edit.remove(there().rowOf(element));
    meta = there().removed(element, old);
    changed = true;
  }

  /// Adds `element`, which is not there.
  void insert(Bytes element, Bytes value) {
    enterOrder(orEmpty(), element, value, orEmpty().count());
    write(orEmpty().added(element, value), element, value);
  }

  /// The collection as it is now, with no elements if it is not there.
  Meta.OfCollection orEmpty() {
    if (meta == null) {
      meta = Meta.OfCollection.empty(type, edit.newCollection());
    }
    return meta;
  }

  Meta.@Nullable OfCollection meta() {
    return meta;
  }

  /// All elements are as they will be.
  void close() {
    if (newOrder != null && meta != null) {
      newOrder.write(edit, meta.id());
    }
  }

  boolean changed() {
    return changed;
  }

  /// A member of a sorted set comes to `others`.
  private void enterOrder(Meta.OfCollection held, Bytes member, Bytes score, long others) {
    if (newOrder != null) {
      newOrder.insert(member, OrderKeys.score(score));
    } else if (type == ValueType.ZSET) {
      new OrderEdit(edit, held).insert(member, OrderKeys.score(score), others);
    }
  }

  /// A member of a sorted set goes.
  private void leaveOrder(Meta.OfCollection held, Bytes member, Bytes score) {
    if (newOrder != null) {
      newOrder.remove(member, OrderKeys.score(score));
    } else if (type == ValueType.ZSET) {
      new OrderEdit(edit, held).remove(member, OrderKeys.score(score));
    }
  }

  private void write(Meta.OfCollection after, Bytes element, Bytes value) {
    edit.put(after.rowOf(element), value);
    meta = after;
    changed = true;
  }

  private Meta.OfCollection there() {
    return Objects.requireNonNull(meta, "the collection is there");
  }
}
