package chorus.store;

import chorus.resp.Bytes;
import chorus.value.CollectionId;
import chorus.value.Hash128;
import chorus.value.Meta;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the rows of lately changed keys come to, so that changing them again asks no storage engine
/// for the old value: that read was the dearest step of a write.
///
/// Two generations bound it: when the young one is full it becomes the old one, and what was old
/// and not asked for since is forgotten. Forgetting is always right; the store knows.
final class RecentRows {
  /// What one entry takes beside its row, in bytes, rounded up.
  private static final int ENTRY_OVERHEAD_BYTES = 160;

  private final long generationBytes;
  private Map<Bytes, Holding> young = new HashMap<>();
  private Map<Bytes, Holding> old = new HashMap<>();
  private long youngBytes;

  /// What a key's row adds to the state of the store.
  ///
  /// @param hash of its logical content
  /// @param collection whose element rows it refers to, if any
  record Holding(Hash128 hash, @Nullable CollectionId collection) {
    static Holding of(Bytes key, Meta meta) {
      Hash128 hash = meta.logicalHash(key);
      return switch (meta) {
        case Meta.OfCollection collection -> new Holding(hash, collection.id());
        case Meta.OfString string -> new Holding(hash, null);
      };
    }
  }

  /// Remembers rows in about `limitBytes` of memory.
  RecentRows(long limitBytes) {
    this.generationBytes = limitBytes / 2;
  }

  /// Null if nothing is known: then the row may exist or not.
  @Nullable Holding get(Bytes row) {
    Holding known = young.get(row);
    if (known == null) {
      known = old.get(row);
      if (known != null) {
        put(row, known);
      }
    }
    return known;
  }

  void put(Bytes row, Holding holding) {
    if (young.put(row, holding) == null) {
      youngBytes += ENTRY_OVERHEAD_BYTES + row.length();
    }
    if (youngBytes >= generationBytes) {
      old = young;
      young = new HashMap<>();
      youngBytes = 0;
    }
  }

  /// Forgets everything.
  void clear() {
    young.clear();
    old.clear();
    youngBytes = 0;
  }

  /// The row is gone.
  void forget(Bytes row) {
    if (young.remove(row) != null) {
      youngBytes -= ENTRY_OVERHEAD_BYTES + row.length();
    }
    old.remove(row);
  }
}
