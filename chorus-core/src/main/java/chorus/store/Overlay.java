package chorus.store;

import chorus.base.Lsn;
import chorus.base.Require;
import chorus.resp.Bytes;
import chorus.value.RowKeys;
import chorus.value.RowRange;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The rows that are decided but not yet in the store, laid over the store: what the next command
/// sees.
///
/// A row that is deleted here hides the store's one (a tombstone). An entry stays until the store
/// has applied it, so rows that a running [Store#write] half wrote are never seen. Belongs to the
/// shard's strand.
///
/// Invariant: the rows read through it are those of the log's prefix that ends with the last
/// [#put].
public final class Overlay implements RowReader {
  /// What one entry takes beside its row and value, in bytes: map nodes, queue slots and objects,
  /// rounded up.
  private static final int ENTRY_OVERHEAD_BYTES = 200;

  private final Store store;
  private final Map<Bytes, Pending> latest = new HashMap<>();

  /// Every entry in LSN order, those that a later one replaced included: they are dropped when the
  /// store has applied them.
  private final ArrayDeque<Pending> inOrder = new ArrayDeque<>();

  /// The entries of `latest` by row, without those that are `unsorted`. Most entries go before
  /// anybody scans, so each is sorted when a scan comes.
  private final TreeMap<Bytes, Pending> sorted = new TreeMap<>();

  /// In LSN order; some may be replaced.
  private final ArrayDeque<Pending> unsorted = new ArrayDeque<>();

  private long bytes;
  private Lsn last = Lsn.NONE;

  /// The store's generation row, kept because every command reads it, and the position that it was
  /// read at.
  private @Nullable Bytes storedGeneration;

  private Lsn storedGenerationAt;

  public Overlay(Store store) {
    this.store = store;
    this.storedGenerationAt = store.appliedLsn();
    this.storedGeneration = store.get(RowKeys.generationRow());
  }

  /// Lays one record's effects over what is there. LSNs rise.
  public void put(Lsn lsn, List<Effect> effects) {
    Require.that(lsn.isAfter(last), "overlay entries come in log order", lsn, last);
    last = lsn;
    for (Effect effect : effects) {
      Pending pending = new Pending(lsn, effect);
      inOrder.addLast(pending);
      bytes += pending.bytes();
      Pending before = latest.put(effect.row(), pending);
      if (before != null) {
        before.replaced = true;
      }
      if (before != null && before.isSorted) {
        sort(pending);
      } else {
        unsorted.addLast(pending);
      }
    }
  }

  private void sort(Pending pending) {
    sorted.put(pending.effect.row(), pending);
    pending.isSorted = true;
  }

  private NavigableMap<Bytes, Pending> sorted() {
    for (Pending next = unsorted.pollFirst(); next != null; next = unsorted.pollFirst()) {
      if (!next.replaced) {
        sort(next);
      }
    }
    return sorted;
  }

  /// Drops what the store has applied: every entry up to `applied`.
  public void evict(Lsn applied) {
    while (true) {
      Pending oldest = inOrder.peekFirst();
      if (oldest == null || oldest.lsn.isAfter(applied)) {
        return;
      }
      inOrder.removeFirst();
      bytes -= oldest.bytes();
      if (oldest == unsorted.peekFirst()) {
        unsorted.removeFirst();
      }
      if (!oldest.replaced) {
        latest.remove(oldest.effect.row());
        if (oldest.isSorted) {
          sorted.remove(oldest.effect.row());
        }
      }
    }
  }

  /// Drops everything: this node leads no more, so what is not committed may never be. Until the
  /// store has applied what *is* committed, reads are older than they were.
  public void clear() {
    latest.clear();
    inOrder.clear();
    sorted.clear();
    unsorted.clear();
    bytes = 0;
    last = Lsn.NONE;
  }

  @Override
  public @Nullable Bytes get(Bytes row) {
    Pending pending = latest.get(row);
    return pending != null ? pending.value() : stored(row);
  }

  @Override
  public RowCursor scan(Bytes from, Bytes to) {
    return scan(from, to, null);
  }

  /// The LSN of the latest entry for `row`, or [Lsn#NONE].
  public Lsn pendingAt(Bytes row) {
    Pending pending = latest.get(row);
    return pending != null ? pending.lsn : Lsn.NONE;
  }

  /// Memory held, in bytes, estimated: compare it with a limit.
  public long bytes() {
    return bytes;
  }

  /// A reader for one command, which notes what the command's reply has to wait for.
  public TrackedView view() {
    return new TrackedView(this);
  }

  /// What is seen at this moment. Costs as much as there are entries.
  public FrozenRows freeze() {
    return new FrozenRows(store.snapshot(), new TreeMap<>(sorted()));
  }

  @Nullable Pending pending(Bytes row) {
    return latest.get(row);
  }

  @Nullable Bytes stored(Bytes row) {
    return row.equals(RowKeys.generationRow()) ? storedGeneration() : store.get(row);
  }

  /// The position is read before the row: the row may be newer than it says, never older.
  private @Nullable Bytes storedGeneration() {
    Lsn applied = store.appliedLsn();
    if (!applied.equals(storedGenerationAt)) {
      storedGeneration = store.get(RowKeys.generationRow());
      storedGenerationAt = applied;
    }
    return storedGeneration;
  }

  RowCursor scan(Bytes from, Bytes to, @Nullable TrackedView observer) {
    if (latest.isEmpty()) {
      return store.scan(from, to);
    }
    return new MergedCursor<>(
        store.scan(from, to),
        sorted().subMap(from, to).values().iterator(),
        pending -> pending.effect,
        pending -> {
          if (observer != null) {
            observer.note(pending.lsn);
          }
        });
  }

  long countKeys(TrackedView observer) {
    if (latest.isEmpty()) {
      return StoreState.of(store).keys();
    }
    try (StoreSnapshot stored = store.snapshot()) {
      return countKeys(StoreState.of(stored), stored, observer);
    }
  }

  /// The store may be ahead of what was evicted: what it has applied already is in its count.
  private long countKeys(StoreState state, RowReader stored, TrackedView observer) {
    Pending flush = latest.get(RowKeys.generationRow());
    Bytes flushed = flush == null ? null : flush.value();
    if (flush != null) {
      observer.note(flush.lsn);
    }
    long generation = flushed == null ? state.generation() : RowKeys.generation(flushed);
    boolean same = generation == state.generation();
    long keys = same ? state.keys() : 0;
    RowRange metas = RowKeys.metaRange(generation, 0);
    for (Map.Entry<Bytes, Pending> each : sorted().subMap(metas.from(), metas.to()).entrySet()) {
      Pending pending = each.getValue();
      observer.note(pending.lsn);
      if (pending.lsn.isAfter(state.applied())) {
        boolean was = same && stored.get(each.getKey()) != null;
        keys += (pending.value() == null ? 0 : 1) - (was ? 1 : 0);
      }
    }
    return keys;
  }

  /// One row change that the store may not have yet.
  static final class Pending {
    final Lsn lsn;
    final Effect effect;

    /// A later entry for the same row exists.
    private boolean replaced;

    /// This entry, or one that replaced it, stands in [Overlay#sorted].
    private boolean isSorted;

    Pending(Lsn lsn, Effect effect) {
      this.lsn = lsn;
      this.effect = effect;
    }

    /// Null if this is a tombstone.
    @Nullable Bytes value() {
      return effect.valueOrNull();
    }

    private int bytes() {
      Bytes value = value();
      return ENTRY_OVERHEAD_BYTES + effect.row().length() + (value == null ? 0 : value.length());
    }
  }
}
