package chorus.store;

import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Require;
import chorus.resp.Bytes;
import chorus.store.RecentRows.Holding;
import chorus.value.Hash128;
import chorus.value.Meta;
import chorus.value.OnceKeys;
import chorus.value.Orphan;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// The rows and the state after some records, while they are gathered for one write.
///
/// Only the last change of each row is kept.
final class ApplyBatch {
  private final RowReader stored;
  private final RecentRows recent;
  private final SequencedMap<Bytes, Effect> rows = new LinkedHashMap<>();
  private final Map<Bytes, @Nullable Bytes> loaded = new HashMap<>();
  private Lsn applied;
  private Hash128 hash;
  private long keys;
  private long generation;
  private Hash128 once;

  /// `recent` agrees with `stored` now, and with the rows after the batch behind each change: if
  /// the batch is not written, it has to be cleared.
  ApplyBatch(RowReader stored, RecentRows recent, StoreState from) {
    this.stored = stored;
    this.recent = recent;
    this.applied = from.applied();
    this.hash = from.hash();
    this.keys = from.keys();
    this.generation = from.generation();
    this.once = from.once();
  }

  Lsn applied() {
    return applied;
  }

  Hash128 hash() {
    return hash;
  }

  StoreState state() {
    return new StoreState(applied, hash, keys, generation, once);
  }

  List<Effect> effects(StoreState state) {
    List<Effect> effects = new ArrayList<>(rows.size() + 1);
    effects.addAll(rows.values());
    effects.add(state.row());
    return effects;
  }

  /// Reads at once what the records to come will ask for: the old values of their rows that the
  /// content hash counts.
  void load(List<List<Effect>> records) {
    SequencedSet<Bytes> unknown = new LinkedHashSet<>();
    for (List<Effect> effects : records) {
      for (Effect effect : effects) {
        if (isCounted(effect.row()) && recent.get(effect.row()) == null) {
          unknown.add(effect.row());
        }
      }
    }
    List<Bytes> asked = List.copyOf(unknown);
    Iterator<@Nullable Bytes> values = stored.getAll(asked).iterator();
    asked.forEach(row -> loaded.put(row, values.next()));
  }

  private static boolean isCounted(Bytes row) {
    return switch (RowKind.of(row)) {
      case META, ONCE, ONCE_OUTCOME -> true;
      case ELEMENT, GENERATION, SYSTEM, ORPHAN -> false;
    };
  }

  /// A record that changes no row.
  void pass(Lsn lsn) {
    applied = lsn;
  }

  /// A record that changes rows.
  void add(LogPosition position, List<Effect> effects) {
    applied = position.lsn();
    CollectionUse use = new CollectionUse(position);
    for (Effect effect : effects) {
      switch (RowKind.of(effect.row())) {
        case META -> changeMeta(effect, use);
        case ELEMENT -> rows.put(effect.row(), effect);
        case ONCE, ONCE_OUTCOME -> changeOnce(effect);
        case GENERATION -> flush(effect);
        case SYSTEM, ORPHAN ->
            Require.that(false, "a record changes logical rows only", position, effect.row());
      }
    }
    use.orphans().forEach(id -> leave(new Orphan.Collection(id)));
  }

  private void changeMeta(Effect effect, CollectionUse use) {
    Bytes row = effect.row();
    Require.that(
        RowKeys.generationOf(row) == generation,
        "a record changes keys of the present generation only",
        applied,
        row,
        generation);
    Bytes key = RowKeys.keyOf(row);
    Holding before = before(row, key);
    if (before != null) {
      hash = hash.minus(before.hash());
      keys--;
      use.dropped(before);
    }
    Holding after = holding(valueOf(effect), key);
    if (after != null) {
      hash = hash.plus(after.hash());
      keys++;
      use.held(after);
      recent.put(row, after);
    } else {
      recent.forget(row);
    }
    rows.put(row, effect);
  }

  /// Rows of CHORUS ONCE count by their bytes.
  private void changeOnce(Effect effect) {
    Bytes row = effect.row();
    Holding known = recent.get(row);
    Hash128 before = known != null ? known.hash() : onceHash(row, current(row));
    Bytes value = valueOf(effect);
    Hash128 after = onceHash(row, value);
    hash = hash.minus(before).plus(after);
    once = once.minus(before).plus(after);
    if (value == null) {
      recent.forget(row);
    } else {
      recent.put(row, new Holding(after, null));
    }
    rows.put(row, effect);
  }

  private static Hash128 onceHash(Bytes row, @Nullable Bytes value) {
    return value == null ? Hash128.ZERO : OnceKeys.hash(row, value);
  }

  private void flush(Effect effect) {
    Bytes value = valueOf(effect);
    long next = value == null ? 0 : RowKeys.generation(value);
    Require.that(
        next > generation, "generations rise and are never deleted", applied, generation, next);
    generation = next;
    hash = once;
    keys = 0;
    rows.put(effect.row(), effect);
    leave(new Orphan.GenerationsBefore(next));
  }

  private void leave(Orphan orphan) {
    Bytes row = RowKeys.orphanRow(applied, orphan);
    rows.put(row, new Effect.Put(row, Bytes.EMPTY));
  }

  private @Nullable Bytes current(Bytes row) {
    Effect changed = rows.get(row);
    if (changed != null) {
      return valueOf(changed);
    }
    return loaded.containsKey(row) ? loaded.get(row) : stored.get(row);
  }

  private @Nullable Holding before(Bytes row, Bytes key) {
    Holding known = recent.get(row);
    return known != null ? known : holding(current(row), key);
  }

  private static @Nullable Holding holding(@Nullable Bytes value, Bytes key) {
    return value == null ? null : Holding.of(key, Meta.decode(value));
  }

  private static @Nullable Bytes valueOf(Effect effect) {
    return switch (effect) {
      case Effect.Put put -> put.value();
      case Effect.Delete delete -> null;
    };
  }
}
