package chorus.store;

import chorus.base.LogPosition;
import chorus.base.Require;
import chorus.store.RecentRows.Holding;
import chorus.value.CollectionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// How many meta rows hold each collection that one record touches: at the end of the record one,
/// or none, and then its element rows are orphans.
///
/// Counted over the whole record because RENAME drops a collection at one key and holds it at
/// another, in either order.
final class CollectionUse {
  private final LogPosition record;

  /// Null while no collection is touched, as in most records.
  private @Nullable SequencedMap<CollectionId, Integer> holders;

  CollectionUse(LogPosition record) {
    this.record = record;
  }

  void held(Holding holding) {
    count(holding, 1);
  }

  void dropped(Holding holding) {
    count(holding, -1);
  }

  List<CollectionId> orphans() {
    if (holders == null) {
      return List.of();
    }
    List<CollectionId> orphans = new ArrayList<>();
    holders.forEach((id, count) -> {
      Require.that(count == 0 || count == 1, "one key holds a collection", record, id, count);
      if (count == 0) {
        orphans.add(id);
      }
    });
    return orphans;
  }

  private void count(Holding holding, int change) {
    CollectionId id = holding.collection();
    if (id != null) {
      if (holders == null) {
        holders = new LinkedHashMap<>();
      }
      holders.merge(id, holdersBefore(id) + change, (a, b) -> a + change);
    }
  }

  /// A collection of an earlier record has one holder, one that this record makes has none yet.
  private int holdersBefore(CollectionId id) {
    return id.lsn().equals(record.lsn()) && id.epoch().equals(record.epoch()) ? 0 : 1;
  }
}
