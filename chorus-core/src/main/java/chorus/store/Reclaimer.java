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
    return !slice.hasRoom() || slice.leftOrphans;
  }

  private void reclaim(Bytes orphanRow, Slice slice) {
    switch (RowKeys.orphanOf(orphanRow)) {
      case Orphan.Collection(CollectionId id) -> reclaimCollection(id, slice);
      case Orphan.GenerationsBefore(long first) ->
          reclaimGenerations(first, RowKeys.orphanedAt(orphanRow), slice);
    }
    if (slice.hasRoom()) {
      slice.delete(orphanRow);
    }
  }

  private void reclaimCollection(CollectionId id, Slice slice) {
    delete(RowKeys.collectionRange(id), slice);
    delete(OrderKeys.collectionRange(id), slice);
  }

  private void delete(RowRange rows, Slice slice) {
    try (RowCursor cursor = store.scan(rows.from(), rows.to())) {
      while (slice.hasRoom() && cursor.next()) {
        slice.delete(cursor.row());
      }
    }
  }

  /// A collection of a past generation becomes an orphan of its own, so that one with many elements
  /// is cut into slices too.
  private void reclaimGenerations(long first, Lsn orphanedAt, Slice slice) {
    delete(RowKeys.expiryRangeBefore(first), slice);
    RowRange metas = RowKeys.metaRangeBefore(first);
    try (RowCursor cursor = store.scan(metas.from(), metas.to())) {
      while (slice.hasRoom() && cursor.next()) {
        slice.delete(cursor.row());
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

    /// Orphan rows were made that lie behind the cursor.
    private boolean leftOrphans;

    Slice(int maxRows) {
      this.maxRows = maxRows;
    }

    boolean hasRoom() {
      return effects.size() < maxRows;
    }

    void delete(Bytes row) {
      effects.add(new Effect.Delete(row));
    }

    void putOrphan(Bytes row) {
      effects.add(new Effect.Put(row, Bytes.EMPTY));
      leftOrphans = true;
    }
  }
}
