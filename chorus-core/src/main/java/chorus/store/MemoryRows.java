package chorus.store;

import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.value.RowKeys;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All rows of a memory engine after some whole batch. Immutable.
record MemoryRows(RowTree tree, Lsn applied) implements StoreSnapshot {
  static final MemoryRows EMPTY = new MemoryRows(RowTree.EMPTY, Lsn.NONE);

  /// The rows of a checkpoint, which hold their own LSN.
  static MemoryRows of(RowTree tree) {
    Bytes value = tree.get(RowKeys.appliedRow());
    return new MemoryRows(tree, value == null ? Lsn.NONE : RowKeys.applied(value));
  }

  MemoryRows with(RowBatch batch) {
    List<Effect> changes = new ArrayList<>(batch.effects());
    changes.add(new Effect.Put(RowKeys.appliedRow(), RowKeys.appliedValue(batch.applied())));
    return new MemoryRows(tree.with(changes), batch.applied());
  }

  @Override
  public Lsn appliedLsn() {
    return applied;
  }

  @Override
  public @Nullable Bytes get(Bytes row) {
    return tree.get(row);
  }

  @Override
  public RowCursor scan(Bytes from, Bytes to) {
    return tree.scan(from, to);
  }

  @Override
  public void close() {
    // Holds nothing but memory.
  }
}
