package chorus.store;

import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.value.CollectionId;
import chorus.value.Hash128;
import chorus.value.Meta;
import chorus.value.OnceKeys;
import chorus.value.OnceSession;
import chorus.value.RowKeys;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A few commands in the plainest form, and beside their row changes what a user would say that the
/// keyspace holds.
final class Keyspace {
  private static final OnceSession SESSION = new OnceSession(new Lsn(1), 1);

  /// Per key a string, or a hash's fields.
  final NavigableMap<String, Object> model = new TreeMap<>();

  /// The outcome rows of CHORUS ONCE, which no flush touches.
  final NavigableMap<Bytes, Bytes> once = new TreeMap<>();

  private final Overlay rows;
  private List<Effect> effects = new ArrayList<>();
  private LogPosition position;
  private int ordinal;

  Keyspace(Overlay rows) {
    this.rows = rows;
    this.position = LogPosition.START;
  }

  void begin(LogPosition next) {
    position = next;
    effects = new ArrayList<>();
    ordinal = 0;
  }

  /// The record's effects, in the overlay too.
  List<Effect> end() {
    rows.put(position.lsn(), effects);
    return effects;
  }

  void set(String key, String value) {
    model.put(key, value);
    putMeta(key, new Meta.OfString(Bytes.utf8(value)));
  }

  void hset(String key, String field, String value) {
    Meta.OfCollection meta =
        meta(key) instanceof Meta.OfCollection known
            ? known
            : Meta.OfCollection.empty(
                ValueType.HASH, new CollectionId(position.epoch(), position.lsn(), ordinal++));
    Bytes element = Bytes.utf8(field);
    Bytes row = RowKeys.elementRow(meta.id(), element);
    Bytes before = get(row);
    Bytes after = Bytes.utf8(value);
    effects.add(new Effect.Put(row, after));
    putMeta(
        key, before == null ? meta.added(element, after) : meta.replaced(element, before, after));
    fields(key).put(field, value);
  }

  void hdel(String key, String field) {
    Bytes element = Bytes.utf8(field);
    if (!(meta(key) instanceof Meta.OfCollection meta)) {
      return;
    }
    Bytes row = RowKeys.elementRow(meta.id(), element);
    Bytes before = get(row);
    if (before == null) {
      return;
    }
    effects.add(new Effect.Delete(row));
    Meta.OfCollection after = meta.removed(element, before);
    if (after.count() == 0) {
      effects.add(new Effect.Delete(metaRow(key)));
      model.remove(key);
    } else {
      putMeta(key, after);
      fields(key).remove(field);
    }
  }

  void del(String key) {
    if (meta(key) != null) {
      effects.add(new Effect.Delete(metaRow(key)));
      model.remove(key);
    }
  }

  void rename(String from, String to) {
    Meta meta = meta(from);
    Object value = model.get(from);
    if (meta == null || value == null || from.equals(to)) {
      return;
    }
    Effect delete = new Effect.Delete(metaRow(from));
    if (from.compareTo(to) < 0) {
      effects.add(delete);
      putMeta(to, meta);
    } else {
      putMeta(to, meta);
      effects.add(delete);
    }
    model.remove(from);
    model.put(to, value);
  }

  void keepOutcome(long seq, String value) {
    Bytes row = OnceKeys.outcomeRow(SESSION, seq);
    effects.add(new Effect.Put(row, Bytes.utf8(value)));
    once.put(row, Bytes.utf8(value));
  }

  /// Of a seq that may have none.
  void forgetOutcome(long seq) {
    Bytes row = OnceKeys.outcomeRow(SESSION, seq);
    effects.add(new Effect.Delete(row));
    once.remove(row);
  }

  void flush() {
    Bytes next = RowKeys.generationValue(generation() + 1);
    effects.add(new Effect.Put(RowKeys.generationRow(), next));
    model.clear();
  }

  /// The content hash, computed from what a user sees.
  Hash128 hash() {
    Hash128 sum = Hash128.ZERO;
    for (var entry : model.entrySet()) {
      Bytes key = Bytes.utf8(entry.getKey());
      sum = sum.plus(asMeta(entry.getValue()).logicalHash(key));
    }
    for (var entry : once.entrySet()) {
      sum = sum.plus(OnceKeys.hash(entry.getKey(), entry.getValue()));
    }
    return sum;
  }

  private static Meta asMeta(Object value) {
    if (value instanceof String text) {
      return new Meta.OfString(Bytes.utf8(text));
    }
    CollectionId anyId = new CollectionId(LogPosition.START.epoch(), LogPosition.START.lsn(), 0);
    Meta.OfCollection meta = Meta.OfCollection.empty(ValueType.HASH, anyId);
    for (var field : ((NavigableMap<?, ?>) value).entrySet()) {
      meta =
          meta.added(
              Bytes.utf8(field.getKey().toString()), Bytes.utf8(field.getValue().toString()));
    }
    return meta;
  }

  @SuppressWarnings("unchecked")
  private NavigableMap<String, String> fields(String key) {
    Object fields =
        model.compute(
            key, (name, value) -> value instanceof TreeMap ? value : new TreeMap<String, String>());
    return (NavigableMap<String, String>) fields;
  }

  @Nullable Meta meta(String key) {
    Bytes value = get(metaRow(key));
    return value == null ? null : Meta.decode(value);
  }

  Bytes metaRow(String key) {
    return RowKeys.metaRow(generation(), Bytes.utf8(key));
  }

  private long generation() {
    Bytes value = get(RowKeys.generationRow());
    return value == null ? 0 : RowKeys.generation(value);
  }

  private void putMeta(String key, Meta meta) {
    effects.add(new Effect.Put(metaRow(key), meta.encode()));
  }

  /// Sees what this record did so far.
  private @Nullable Bytes get(Bytes row) {
    for (Effect effect : effects.reversed()) {
      if (effect.row().equals(row)) {
        return effect instanceof Effect.Put put ? put.value() : null;
      }
    }
    return rows.get(row);
  }
}
