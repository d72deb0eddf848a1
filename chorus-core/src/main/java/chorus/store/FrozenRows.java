package chorus.store;

import chorus.resp.Bytes;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The rows of an [Overlay] and its store as they were at one moment, whatever is written
/// meanwhile. May be read on any thread, one at a time; whoever has it closes it.
public final class FrozenRows implements RowReader, AutoCloseable {
  private final StoreSnapshot stored;
  private final SortedMap<Bytes, Overlay.Pending> pending;

  FrozenRows(StoreSnapshot stored, SortedMap<Bytes, Overlay.Pending> pending) {
    this.stored = stored;
    this.pending = pending;
  }

  @Override
  public @Nullable Bytes get(Bytes row) {
    Overlay.Pending latest = pending.get(row);
    return latest != null ? latest.value() : stored.get(row);
  }

  @Override
  public RowCursor scan(Bytes from, Bytes to) {
    return new MergedCursor<>(
        stored.scan(from, to),
        pending.subMap(from, to).values().iterator(),
        each -> each.effect,
        each -> {});
  }

  @Override
  public void close() {
    stored.close();
  }
}
