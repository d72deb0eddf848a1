package chorus.store;

import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.Require;
import chorus.resp.Bytes;
import chorus.store.Prepared.Change;
import chorus.store.RecentRows.Holding;
import chorus.value.Hash128;
import chorus.value.Meta;
import chorus.value.Orphan;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The rows and the state after some records, while they are gathered for one write.
///
/// Only the last change of each row is kept. Each row that the content hash counts is looked up
/// once, before the first record is added.
final class ApplyBatch {
  private final RecentRows recent;
  private final Prepared prepared;
  private final Iterator<Change> counted;

  /// The last change of each row that the content hash does not count.
  private final SequencedMap<Bytes, Effect> uncounted = new LinkedHashMap<>();

  private Lsn applied;
  private Hash128 hash;
  private long keys;
  private long generation;
  private Hash128 once;
  private long expiring;

  /// Looks up what `prepared` will change, all at once and in the order of the rows. `recent`
  /// agrees with `stored`. The records are to be added next, each one, in their order.
  ApplyBatch(RowReader stored, RecentRows recent, StoreState from, Prepared prepared) {
    this.recent = recent;
    this.prepared = prepared;
    this.counted = prepared.counted().iterator();
    this.applied = from.applied();
    this.hash = from.hash();
    this.keys = from.keys();
    this.generation = from.generation();
    this.once = from.once();
    this.expiring = from.expiring();
    load(stored);
  }

  Lsn applied() {
    return applied;
  }

  Hash128 hash() {
    return hash;
  }

  StoreState state() {
    return new StoreState(applied, hash, keys, generation, once, expiring);
  }

  List<Effect> effects(StoreState state) {
    List<Effect> effects = new ArrayList<>(prepared.rows().size() + uncounted.size() + 1);
    for (Change row : prepared.rows()) {
      effects.add(row.last);
    }
    effects.addAll(uncounted.values());
    effects.add(state.row());
    return effects;
  }

  /// The batch is written: what its rows come to is remembered.
  void remember() {
    for (Change row : prepared.rows()) {
      recent.remember(row.name, row.holding);
    }
  }

  private void load(RowReader stored) {
    List<Bytes> unknown = new ArrayList<>();
    List<Change> asked = new ArrayList<>();
    for (Change row : prepared.rows()) {
      row.holding = recent.get(row.name);
      if (row.holding == null) {
        unknown.add(row.key());
        asked.add(row);
      }
    }
    List<@Nullable Bytes> values = stored.getAll(unknown);
    for (int i = 0; i < asked.size(); i++) {
      Bytes value = values.get(i);
      if (value != null) {
        asked.get(i).holding = Holding.of(unknown.get(i), value);
      }
    }
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
        case ELEMENT, ORDER -> change(effect);
        case ONCE, ONCE_OUTCOME -> changeOnce(effect);
        case GENERATION -> flush(effect);
        case SYSTEM, EXPIRY, ORPHAN ->
            Require.that(false, "a record changes logical rows only", position, effect.row());
      }
    }
    use.orphans().forEach(id -> leave(new Orphan.Collection(id)));
  }

  private void changeMeta(Effect effect, CollectionUse use) {
    Change change = next(effect);
    Require.that(
        RowKeys.generationOf(effect.row()) == generation,
        "a record changes keys of the present generation only",
        applied,
        effect.row(),
        generation);
    Holding before = change.row.holding;
    if (before != null) {
      hash = hash.minus(before.hash());
      keys--;
      use.dropped(before);
    }
    Holding after = change.after;
    if (after != null) {
      hash = hash.plus(after.hash());
      keys++;
      use.held(after);
    }
    moveExpiry(RowKeys.keyOf(effect.row()), expiryOf(before), expiryOf(after));
    change.row.holding = after;
  }

  private void moveExpiry(Bytes key, long before, long after) {
    if (before == after) {
      return;
    }
    if (before != Meta.NEVER) {
      expiring--;
      change(new Effect.Delete(RowKeys.expiryRow(generation, before, key)));
    }
    if (after != Meta.NEVER) {
      expiring++;
      change(new Effect.Put(RowKeys.expiryRow(generation, after, key), Bytes.EMPTY));
    }
  }

  /// Rows of CHORUS ONCE count by their bytes.
  private void changeOnce(Effect effect) {
    Change change = next(effect);
    Hash128 less = hashOf(change.row.holding);
    Hash128 more = hashOf(change.after);
    hash = hash.minus(less).plus(more);
    once = once.minus(less).plus(more);
    change.row.holding = change.after;
  }

  private void flush(Effect effect) {
    Bytes value = effect.valueOrNull();
    long next = value == null ? 0 : RowKeys.generation(value);
    Require.that(
        next > generation, "generations rise and are never deleted", applied, generation, next);
    generation = next;
    hash = once;
    keys = 0;
    expiring = 0;
    change(effect);
    leave(new Orphan.GenerationsBefore(next));
  }

  private void leave(Orphan orphan) {
    change(new Effect.Put(RowKeys.orphanRow(applied, orphan), Bytes.EMPTY));
  }

  /// Of a row that is not counted.
  private void change(Effect effect) {
    uncounted.put(effect.row(), effect);
  }

  private Change next(Effect effect) {
    Change next = counted.next();
    Require.that(next.effect.equals(effect), "records are added as they were prepared", applied);
    next.row.last = effect;
    return next;
  }

  private static long expiryOf(@Nullable Holding holding) {
    return holding == null ? Meta.NEVER : holding.expiryMillis();
  }

  private static Hash128 hashOf(@Nullable Holding holding) {
    return holding == null ? Hash128.ZERO : holding.hash();
  }
}
