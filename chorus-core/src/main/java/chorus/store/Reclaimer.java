package chorus.store;

import chorus.base.Done;
import chorus.base.Lsn;
import chorus.base.Require;
import chorus.base.Result;
import chorus.resp.Bytes;
import chorus.value.CollectionId;
import chorus.value.Meta;
import chorus.value.OrderKeys;
import chorus.value.Orphan;
import chorus.value.RowKeys;
import chorus.value.RowRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Removes rows that no logical state refers to, a bounded slice at a time: the elements of dropped
/// collections, and everything of past generations.
///
/// It runs away from the strand, never at the same time as the [Applier].
///
/// Invariant: it changes orphan rows, element and order rows of orphaned collections, and meta and
/// expiry rows of past generations, and nothing else; so neither the content hash nor what any
/// command reads changes.
public final class Reclaimer {
  private final Store store;

  /// How far the ranges of what is being removed are done, by where they begin. An engine may keep
  /// what was deleted for a while, and to pass over it again in each slice would cost more and
  /// more.
  private final Map<Bytes, Bytes> reached = new TreeMap<>();

  public Reclaimer(Store store) {
    this.store = store;
  }

  /// Changes at most about `maxRows` rows; whether more is left that can be done now: on a disk
  /// without room nothing can.
  ///
  /// Only what records up to `kept` left behind is touched. The caller knows that `kept` is on a
  /// majority: were an earlier record undone, a meta row would come back without its elements.
  public boolean slice(Lsn kept, int maxRows) {
    Require.that(maxRows > 0, "a slice has rows", maxRows);
    Slice slice = new Slice(maxRows);
    RowRange orphans = RowKeys.orphanRange(kept);
    try (RowCursor cursor = store.scan(orphans.from(), orphans.to())) {
      while (slice.hasRoom() && cursor.next()) {
        reclaim(cursor.row(), slice);
      }
    }
    if (!slice.effects.isEmpty()
        && store.write(new RowBatch(slice.effects, store.appliedLsn()))
            instanceof Result.Failed<Done>) {
      return false;
    }
    reached.putAll(slice.reached);
    slice.done.forEach(reached::remove);
    return !slice.hasRoom() || slice.leftOrphans;
  }

  private void reclaim(Bytes orphanRow, Slice slice) {
    switch (RowKeys.orphanOf(orphanRow)) {
      case Orphan.Collection(CollectionId id) -> {
        RowRange elements = RowKeys.collectionRange(id);
        RowRange order = OrderKeys.collectionRange(id);
        delete(elements, slice);
        delete(order, slice);
        slice.finish(orphanRow, elements, order);
      }
      case Orphan.GenerationsBefore(long first) -> {
        RowRange expiries = RowKeys.expiryRangeBefore(first);
        RowRange metas = RowKeys.metaRangeBefore(first);
        delete(expiries, slice);
        deleteKeys(metas, RowKeys.orphanedAt(orphanRow), slice);
        slice.finish(orphanRow, expiries, metas);
      }
    }
  }

  private void delete(RowRange rows, Slice slice) {
    try (RowCursor cursor = rest(rows)) {
      while (slice.hasRoom() && cursor.next()) {
        slice.delete(rows, cursor.row());
      }
    }
  }

  private RowCursor rest(RowRange rows) {
    Bytes last = reached.get(rows.from());
    return store.scan(last == null ? rows.from() : RowKeys.above(last), rows.to());
  }

  /// A collection of a past generation becomes an orphan of its own, so that one with many elements
  /// is cut into slices too.
  private void deleteKeys(RowRange metas, Lsn orphanedAt, Slice slice) {
    try (RowCursor cursor = rest(metas)) {
      while (slice.hasRoom() && cursor.next()) {
        slice.delete(metas, cursor.row());
        switch (Meta.decode(cursor.value())) {
          case Meta.OfCollection gone ->
              slice.putOrphan(RowKeys.orphanRow(orphanedAt, new Orphan.Collection(gone.id())));
          case Meta.OfString gone -> {}
        }
      }
    }
  }

  private static final class Slice {
    private final int maxRows;
    private final List<Effect> effects = new ArrayList<>();

    private final Map<Bytes, Bytes> reached = new TreeMap<>();
    private final List<Bytes> done = new ArrayList<>();

    /// Orphan rows were made that lie behind the cursor.
    private boolean leftOrphans;

    Slice(int maxRows) {
      this.maxRows = maxRows;
    }

    boolean hasRoom() {
      return effects.size() < maxRows;
    }

    void delete(RowRange of, Bytes row) {
      effects.add(new Effect.Delete(row));
      reached.put(of.from(), row);
    }

    /// If there was room for all of these, nothing is left of what `orphanRow` stands for.
    void finish(Bytes orphanRow, RowRange first, RowRange second) {
      if (hasRoom()) {
        effects.add(new Effect.Delete(orphanRow));
        done.add(first.from());
        done.add(second.from());
      }
    }

    void putOrphan(Bytes row) {
      effects.add(new Effect.Put(row, Bytes.EMPTY));
      leftOrphans = true;
    }
  }
}
