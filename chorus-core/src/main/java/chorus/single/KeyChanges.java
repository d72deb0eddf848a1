package chorus.single;

import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.store.Effect;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which record changed a key last, for those who watch keys. On the strand of a leader.
///
/// Keys that share the last bits of their hash share a place: a key may seem to have changed and
/// has not, and never the other way round.
final class KeyChanges {
  private static final int PLACES = 1 << 16;

  /// By place; null while nobody has watched a key yet.
  private long @Nullable [] lsns;

  /// When a record changed all keys at once.
  private long all;

  /// `latest` is the last record so far: of those before the first call nothing is known.
  Lsn changedAt(Bytes key, Lsn latest) {
    if (lsns == null) {
      lsns = new long[PLACES];
      Arrays.fill(lsns, latest.number());
    }
    return new Lsn(Math.max(all, lsns[place(RowKeys.hash62(key))]));
  }

  /// The record at `lsn` makes these changes.
  void changed(Lsn lsn, List<Effect> effects) {
    if (lsns == null) {
      return;
    }
    for (Effect effect : effects) {
      switch (RowKind.of(effect.row())) {
        case META -> lsns[place(RowKeys.hashOf(effect.row()))] = lsn.number();
        case GENERATION -> all = lsn.number();
        default -> {}
      }
    }
  }

  private static int place(long hash) {
    return (int) hash & (PLACES - 1);
  }
}
