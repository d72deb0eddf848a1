package chorus.command;

import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.store.RowReader;
import chorus.value.CollectionId;
import chorus.value.Meta;
import chorus.value.OrderKeys;
import chorus.value.RowKeys;
import chorus.value.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The writer's side of a command: what it changes over a view, read back by [#keys()] at once, and
/// at the end one [Outcome].
///
/// Invariant: a collection's count and elements' hash move with its elements, and no meta row says
/// 0 elements. DEL and overwriting touch the meta row alone; the elements become orphans. A cursor
/// of [#keys()] is of no use any more once the edit has gone on to change rows.
public final class Edit {
  private final RowReader before;
  private final Moment moment;
  private final Keyspace keys;

  private final ChangedRows rows;
  private final Map<Bytes, CollectionEdit> collections = new LinkedHashMap<>();
  private int made;

  private Edit(RowReader before, Moment moment) {
    this.before = before;
    this.moment = moment;
    this.made = moment.made();
    this.rows = new ChangedRows(before);
    this.keys = Keyspace.over(rows);
  }

  public static Edit over(View view, Moment moment) {
    return new Edit(view, moment);
  }

  /// The keys as this edit leaves them.
  public Keyspace keys() {
    return keys;
  }

  /// Makes `key` the string `value`, whatever it was; it does not expire.
  public void setString(Bytes key, Bytes value) {
    putMeta(key, new Meta.OfString(value));
  }

  /// Like [#setString(Bytes, Bytes)], but when the key expires stays as it was.
  public void updateString(Bytes key, Bytes value) {
    Meta old = keys.meta(key);
    putMeta(key, new Meta.OfString(value, old == null ? Meta.NEVER : old.expiryMillis()));
  }

  /// Makes `key` the string `value`, which expires at `expiryMillis` since 1970, or never at 0.
  public void setString(Bytes key, Bytes value, long expiryMillis) {
    putMeta(key, new Meta.OfString(value, expiryMillis));
  }

  /// Lets `key` expire at `millis` since 1970, or never at 0; false if it is not there.
  public boolean expire(Bytes key, long millis) {
    switch (keys.meta(key)) {
      case null -> {
        return false;
      }
      case Meta.OfString text -> putMeta(key, new Meta.OfString(text.value(), millis));
      case Meta.OfCollection all -> collection(key, all.type()).expiresAt(millis);
    }
    return true;
  }

  /// Removes `key`; false if it is not there.
  public boolean delete(Bytes key) {
    if (!keys.exists(key)) {
      return false;
    }
    remove(RowKeys.metaRow(keys.generation(), key));
    return true;
  }

  /// Gives what `from` holds to `to`, whatever that held; meta rows change alone. `from` is there
  /// and is another key.
  public void rename(Bytes from, Bytes to) {
    Meta moved = there(from);
    delete(from);
    putMeta(to, moved);
  }

  /// Makes `to` hold the same as `from`, which is there and is another key.
  public void copy(Bytes from, Bytes to) {
    Meta copied =
        switch (there(from)) {
          case Meta.OfString string -> string;
          case Meta.OfCollection collection -> copyElements(collection);
        };
    putMeta(to, copied);
  }

  /// The collection of `type` at `key`, which comes to be with its first element.
  public CollectionEdit collection(Bytes key, ValueType type) {
    CollectionEdit open = collections.get(key);
    if (open == null) {
      open = new CollectionEdit(this, keys.collection(key, type), type);
      collections.put(key, open);
    }
    return open;
  }

  /// The list at `key`, which comes to be with its first element.
  public ListEdit list(Bytes key) {
    return new ListEdit(keys, collection(key, ValueType.LIST));
  }

  /// Removes every key.
  public void flush() {
    put(RowKeys.generationRow(), RowKeys.generationValue(keys.generation() + 1));
  }

  /// The outcome: the changes, or where there are none just the answer.
  public Outcome done(Reply reply) {
    collections.forEach(this::closeCollection);
    List<Effect> changes = List.copyOf(rows.changes());
    return changes.isEmpty() ? new Outcome.Answer(reply) : new Outcome.Change(changes, reply);
  }

  CollectionId newCollection() {
    if (made > CollectionId.HIGHEST_ORDINAL) {
      throw CommandError.err(
          "too many new collections in one transaction | at most "
              + (CollectionId.HIGHEST_ORDINAL + 1));
    }
    return new CollectionId(moment.epoch(), moment.lsn(), made++);
  }

  void put(Bytes row, Bytes value) {
    rows.change(new Effect.Put(row, value));
  }

  /// Like [#put], for a row that may get back what it held before the edit: then it does not
  /// change.
  void putBack(Bytes row, Bytes value) {
    if (Objects.equals(before.get(row), value)) {
      rows.undo(row);
    } else {
      put(row, value);
    }
  }

  void remove(Bytes row) {
    rows.change(new Effect.Delete(row));
  }

  private Meta there(Bytes key) {
    return Objects.requireNonNull(keys.meta(key), "the key is there");
  }

  private Meta copyElements(Meta.OfCollection from) {
    Meta.OfCollection copy = from.under(newCollection());
    NewOrder order = new NewOrder();
    for (Element element : keys.all(from)) {
      put(copy.rowOf(element.name()), element.value());
      if (from.type() == ValueType.ZSET) {
        order.insert(element.name(), OrderKeys.score(element.value()));
      }
    }
    order.write(this, copy.id());
    return copy;
  }

  private void putMeta(Bytes key, Meta meta) {
    put(RowKeys.metaRow(keys.generation(), key), meta.encode());
  }

  private void closeCollection(Bytes key, CollectionEdit collection) {
    if (!collection.changed()) {
      return;
    }
    collection.close();
    Meta.OfCollection meta = collection.meta();
    if (meta == null || meta.count() == 0) {
      remove(RowKeys.metaRow(keys.generation(), key));
    } else {
      putMeta(key, meta);
    }
  }
}
