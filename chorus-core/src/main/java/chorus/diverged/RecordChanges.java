package chorus.diverged;

import chorus.base.LogPosition;
import chorus.base.Require;
import chorus.resp.Bytes;
import chorus.store.Effect;
import chorus.time.Hlc;
import chorus.value.CollectionId;
import chorus.value.Meta;
import chorus.value.OnceKeys;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The row changes of one record while they are gathered, and what they come to.
final class RecordChanges {
  /// What a row holds after all changes so far.
  private final Function<Bytes, @Nullable Bytes> rows;

  /// By row, in the order of first change, what it held before the record.
  private final SequencedMap<Bytes, Optional<Bytes>> metas = new LinkedHashMap<>();

  private final SequencedMap<Bytes, Optional<Bytes>> elements = new LinkedHashMap<>();
  private final List<OnceTag> once = new ArrayList<>();
  private boolean flushes;

  /// The meta rows of which nobody knows what they held before the record.
  private final Set<Bytes> unknown = new TreeSet<>();

  private final Predicate<Bytes> isKnown;

  /// `isKnown` says of which rows that can be told.
  RecordChanges(Function<Bytes, @Nullable Bytes> rows, Predicate<Bytes> isKnown) {
    this.rows = rows;
    this.isKnown = isKnown;
  }

  /// What a change reaches.
  enum Reach {
    ITS_ROW,
    /// No key that was there before it is there any more.
    ALL_KEYS
  }

  /// Notes a change that is about to happen.
  Reach add(Effect effect) {
    Bytes row = effect.row();
    switch (RowKind.of(row)) {
      case META -> {
        if (!metas.containsKey(row) && !isKnown.test(row)) {
          unknown.add(row);
        }
        metas.computeIfAbsent(row, this::held);
      }
      case ELEMENT -> elements.computeIfAbsent(row, this::held);
      case ORDER -> {
        // It follows from the elements.
      }
      case GENERATION -> {
        flushes = true;
        metas.clear();
        unknown.clear();
        elements.clear();
        return Reach.ALL_KEYS;
      }
      case ONCE_OUTCOME -> {
        if (effect instanceof Effect.Put(_, Bytes outcome)) {
          once.add(new OnceTag(OnceKeys.sessionOfOutcome(row), OnceKeys.seqOf(row), outcome));
        }
      }
      case ONCE -> {
        // Sessions are kept by whoever uses them; a write of the tail is known by its outcome.
      }
      case SYSTEM, EXPIRY, ORPHAN ->
          Require.that(false, "a record changes logical rows only", effect.row());
    }
    return Reach.ITS_ROW;
  }

  /// All changes have happened.
  DivergedWrite write(LogPosition position, Hlc hlc) {
    Map<CollectionId, List<ElementChange>> byCollection = byCollection();
    List<KeyChange> keys = new ArrayList<>(metas.size());
    metas.forEach((row, before) -> keys.add(keyChange(row, before, byCollection)));
    return new DivergedWrite(position, hlc, flushes, once, keys);
  }

  private KeyChange keyChange(
      Bytes row, Optional<Bytes> heldBefore, Map<CollectionId, List<ElementChange>> byCollection) {
    Bytes key = RowKeys.keyOf(row);
    Meta before = heldBefore.map(Meta::decode).orElse(null);
    Meta after = held(row).map(Meta::decode).orElse(null);
    Meta changed = after instanceof Meta.OfCollection ? after : before;
    List<ElementChange> changes =
        changed instanceof Meta.OfCollection collection
            ? byCollection.getOrDefault(collection.id(), List.of())
            : List.of();
    Image known = unknown.contains(row) ? new Image.Unknown() : Image.of(key, before);
    return new KeyChange(key, known, Image.of(key, after), changes);
  }

  private SequencedMap<CollectionId, List<ElementChange>> byCollection() {
    SequencedMap<CollectionId, List<ElementChange>> all = new LinkedHashMap<>();
    elements.forEach((row, before) -> {
      Optional<Bytes> after = held(row);
      if (before.isPresent() || after.isPresent()) {
        all.computeIfAbsent(RowKeys.collectionOf(row), _ -> new ArrayList<>())
            .add(new ElementChange(RowKeys.elementOf(row), before, after));
      }
    });
    return all;
  }

  private Optional<Bytes> held(Bytes row) {
    return Optional.ofNullable(rows.apply(row));
  }
}
