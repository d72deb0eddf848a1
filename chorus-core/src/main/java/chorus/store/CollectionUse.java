package chorus.store;

import chorus.base.LogPosition;
import chorus.base.Require;
import chorus.value.CollectionId;
import chorus.value.Meta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// How many meta rows hold each collection that one record touches: at the end of the record one,
/// or none, and then its element rows are orphans.
///
/// Counted over the whole record because RENAME drops a collection at one key and holds it at
/// another, in either order.
final class CollectionUse {
  private final LogPosition record;
  private final SequencedMap<CollectionId, Integer> holders = new LinkedHashMap<>();

  CollectionUse(LogPosition record) {
    this.record = record;
  }

  void held(Meta meta) {
    count(meta, 1);
  }

  void dropped(Meta meta) {
    count(meta, -1);
  }

  List<CollectionId> orphans() {
    List<CollectionId> orphans = new ArrayList<>();
    holders.forEach((id, count) -> {
      Require.that(count == 0 || count == 1, "one key holds a collection", record, id, count);
      if (count == 0) {
        orphans.add(id);
      }
    });
    return orphans;
  }

  private void count(Meta meta, int change) {
    switch (meta) {
      case Meta.OfCollection collection ->
          holders.merge(
              collection.id(), holdersBefore(collection.id()) + change, (a, b) -> a + change);
      case Meta.OfString string -> {}
    }
  }

  /// A collection of an earlier record has one holder, one that this record makes has none yet.
  private int holdersBefore(CollectionId id) {
    return id.lsn().equals(record.lsn()) && id.epoch().equals(record.epoch()) ? 0 : 1;
  }
}
