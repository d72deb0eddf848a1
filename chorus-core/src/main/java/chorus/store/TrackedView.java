package chorus.store;

import chorus.base.Lsn;
import chorus.resp.Bytes;
import org.jspecify.annotations.Nullable;

/// An [Overlay] as one command reads it: it notes the highest pending LSN of any row that the
/// command saw or found absent.
///
/// A reply must not leave before that LSN is committed, or it would show what may never have
/// happened (foundation F9). Used on the strand, for one command, and thrown away.
public final class TrackedView implements RowReader {
  private final Overlay overlay;
  private Lsn observed = Lsn.NONE;

  TrackedView(Overlay overlay) {
    this.overlay = overlay;
  }

  @Override
  public @Nullable Bytes get(Bytes row) {
    Overlay.Pending pending = overlay.pending(row);
    if (pending == null) {
      return overlay.stored(row);
    }
    note(pending.lsn);
    return pending.value();
  }

  /// Each row that the cursor passes counts, tombstones included; what lies behind its last
  /// position does not.
  @Override
  public RowCursor scan(Bytes from, Bytes to) {
    return overlay.scan(from, to, this);
  }

  /// How many keys there are: what the store counted, and what the pending rows change of it. Each
  /// pending key counts as seen.
  public long countKeys() {
    return overlay.countKeys(this);
  }

  /// What the command's reply waits for; [Lsn#NONE] if for nothing.
  public Lsn observed() {
    return observed;
  }

  void note(Lsn lsn) {
    if (lsn.isAfter(observed)) {
      observed = lsn;
    }
  }
}
