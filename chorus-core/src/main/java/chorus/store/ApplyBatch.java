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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The rows and the state after some records, while they are gathered for one write.
///
/// Only the last change of each row is kept. Each row that the content hash counts is looked up
/// once, before the first record is added.
final class ApplyBatch {
  private final RowReader stored;
  private final RecentRows recent;
  private final SequencedMap<Bytes, Slot> slots = new LinkedHashMap<>();
  private Lsn applied;
  private Hash128 hash;
  private long keys;
  private long generation;
  private Hash128 once;

  /// A row that the batch changes.
  private static final class Slot {
    /// By which the row is known to [RecentRows]; null if the content hash does not count it.
    final @Nullable Hash128 name;

    /// What the row comes to after the records so far; null if it does not exist or is not counted.
    @Nullable Holding holding;

    @Nullable Effect change;

    Slot(@Nullable Hash128 name) {
      this.name = name;
    }
  }

  /// `recent` agrees with `stored`.
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
    List<Effect> effects = new ArrayList<>(slots.size() + 1);
    for (Slot slot : slots.values()) {
      if (slot.change != null) {
        effects.add(slot.change);
      }
    }
    effects.add(state.row());
    return effects;
  }

  /// The batch is written: what its rows come to is remembered.
  void remember() {
    for (Slot slot : slots.values()) {
      Hash128 name = slot.name;
      Holding holding = slot.holding;
      if (name != null && holding != null) {
        recent.put(name, holding);
      } else if (name != null) {
        recent.forget(name);
      }
    }
  }

  /// Looks up, all at once and in the order of the rows, what the records to come will change.
  void load(List<List<Effect>> records) {
    List<Bytes> counted = new ArrayList<>();
    for (List<Effect> effects : records) {
      for (Effect effect : effects) {
        if (isCounted(effect.row())) {
          counted.add(effect.row());
        }
      }
    }
    counted.sort(null);
    List<Bytes> unknown = new ArrayList<>();
    List<Slot> asked = new ArrayList<>();
    Bytes last = Bytes.EMPTY;
    for (Bytes row : counted) {
      if (!row.equals(last)) {
        Slot slot = known(row);
        slots.put(row, slot);
        if (slot.holding == null) {
          unknown.add(row);
          asked.add(slot);
        }
        last = row;
      }
    }
    List<@Nullable Bytes> values = stored.getAll(unknown);
    for (int i = 0; i < asked.size(); i++) {
      asked.get(i).holding = holding(unknown.get(i), values.get(i));
    }
  }

  private Slot known(Bytes counted) {
    Hash128 name = recent.name(counted);
    Slot slot = new Slot(name);
    slot.holding = recent.get(name);
    return slot;
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
        case ELEMENT -> change(effect);
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
    Slot slot = slot(row);
    Holding before = slot.holding;
    if (before != null) {
      hash = hash.minus(before.hash());
      keys--;
      use.dropped(before);
    }
    Holding after = holding(row, valueOf(effect));
    if (after != null) {
      hash = hash.plus(after.hash());
      keys++;
      use.held(after);
    }
    slot.holding = after;
    slot.change = effect;
  }

  /// Rows of CHORUS ONCE count by their bytes.
  private void changeOnce(Effect effect) {
    Slot slot = slot(effect.row());
    Holding after = holding(effect.row(), valueOf(effect));
    Hash128 less = hashOf(slot.holding);
    Hash128 more = hashOf(after);
    hash = hash.minus(less).plus(more);
    once = once.minus(less).plus(more);
    slot.holding = after;
    slot.change = effect;
  }

  private void flush(Effect effect) {
    Bytes value = valueOf(effect);
    long next = value == null ? 0 : RowKeys.generation(value);
    Require.that(
        next > generation, "generations rise and are never deleted", applied, generation, next);
    generation = next;
    hash = once;
    keys = 0;
    change(effect);
    leave(new Orphan.GenerationsBefore(next));
  }

  private void leave(Orphan orphan) {
    change(new Effect.Put(RowKeys.orphanRow(applied, orphan), Bytes.EMPTY));
  }

  /// Of a row that is not counted.
  private void change(Effect effect) {
    slots.computeIfAbsent(effect.row(), row -> new Slot(null)).change = effect;
  }

  private Slot slot(Bytes counted) {
    Slot slot = slots.get(counted);
    if (slot == null) {
      throw new IllegalStateException("a row was not loaded: " + counted);
    }
    return slot;
  }

  private static Hash128 hashOf(@Nullable Holding holding) {
    return holding == null ? Hash128.ZERO : holding.hash();
  }

  private static @Nullable Holding holding(Bytes counted, @Nullable Bytes value) {
    if (value == null) {
      return null;
    }
    return RowKind.of(counted) == RowKind.META
        ? Holding.of(RowKeys.keyOf(counted), Meta.decode(value))
        : new Holding(OnceKeys.hash(counted, value), null);
  }

  private static @Nullable Bytes valueOf(Effect effect) {
    return switch (effect) {
      case Effect.Put put -> put.value();
      case Effect.Delete delete -> null;
    };
  }
}
