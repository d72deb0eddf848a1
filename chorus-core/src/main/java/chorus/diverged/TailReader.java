package chorus.diverged;

import chorus.base.Lsn;
import chorus.base.Require;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.resp.Bytes;
import chorus.store.Effect;
import chorus.store.EffectCodec;
import chorus.store.RowReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes writes of the records of a diverged tail.
///
/// The tail comes in chunks, in the log's order. What the chunks so far changed is kept and laid
/// over `base`, which are the rows that the tail began with: they must not change until the last
/// chunk was read, and are read during [#read] alone. Memory: the last value of every row that the
/// tail changed.
public final class TailReader {
  /// Null if nobody has the rows that the tail began with.
  private final @Nullable RowReader base;

  /// For the look-up alone, never iterated.
  private final Map<Bytes, Effect> changed = new HashMap<>();

  private Lsn last = Lsn.NONE;

  public TailReader(RowReader base) {
    this.base = base;
  }

  private TailReader() {
    this.base = null;
  }

  /// For a tail whose beginning nobody has any more: what a key held before it is not known.
  public static TailReader withoutRows() {
    return new TailReader();
  }

  /// The writes among `records`, one for each record of row changes. Records of other kinds say
  /// nothing that a user wrote.
  public List<DivergedWrite> read(List<LogRecord> records) {
    List<DivergedWrite> writes = new ArrayList<>();
    for (LogRecord record : records) {
      Require.that(record.lsn().isAfter(last), "a tail is read in order", record.lsn(), last);
      last = record.lsn();
      if (record.kind() == RecordKind.ROWS) {
        writes.add(write(record));
      }
    }
    return writes;
  }

  private DivergedWrite write(LogRecord record) {
    RecordChanges changes = new RecordChanges(this::value, this::isKnown);
    for (Effect effect : EffectCodec.decode(record.payload())) {
      if (changes.add(effect) == RecordChanges.Reach.ALL_KEYS) {
        changed.clear();
      }
      changed.put(effect.row(), effect);
    }
    return changes.write(record.position(), record.hlc());
  }

  private boolean isKnown(Bytes row) {
    return base != null || changed.containsKey(row);
  }

  private @Nullable Bytes value(Bytes row) {
    return switch (changed.get(row)) {
      case null -> base == null ? null : base.get(row);
      case Effect change -> change.valueOrNull();
    };
  }
}
