package chorus.store;

import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.resp.Bytes;
import chorus.store.RecentRows.Holding;
import chorus.value.Hash128;
import chorus.value.RowKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Consecutive records, with all that can be worked out of them before it is known what is stored:
/// what each changed row will come to, and the order of the rows.
final class Prepared {
  private final List<List<Effect>> effects;
  private final List<Change> counted;
  private final List<Change> rows;

  /// One change of a row that the content hash counts.
  static final class Change {
    final Effect effect;

    /// By which the row is known to [RecentRows].
    final Hash128 name;

    /// What the row comes to; null if it is gone.
    final @Nullable Holding after;

    /// The first change of the same row, perhaps this one; it alone stands for the row.
    Change row = this;

    /// Of the first change only: what the row comes to after the records so far.
    @Nullable Holding holding;

    /// Of the first change only: the last change so far.
    Effect last;

    Change(Effect effect, Hash128 name, @Nullable Holding after) {
      this.effect = effect;
      this.last = effect;
      this.name = name;
      this.after = after;
    }

    Bytes key() {
      return effect.row();
    }
  }

  private Prepared(List<List<Effect>> effects, List<Change> counted, List<Change> rows) {
    this.effects = effects;
    this.counted = counted;
    this.rows = rows;
  }

  static Prepared of(List<LogRecord> records, RecentRows recent) {
    List<List<Effect>> effects = new ArrayList<>(records.size());
    List<Change> counted = new ArrayList<>(records.size());
    for (LogRecord record : records) {
      effects.add(prepare(record, recent, counted));
    }
    return new Prepared(effects, counted, rowsOf(counted));
  }

  /// What each of the records changes.
  List<List<Effect>> effects() {
    return effects;
  }

  /// All changes of counted rows, in the order of the records.
  List<Change> counted() {
    return counted;
  }

  /// The first change of each counted row, in the order of the rows.
  List<Change> rows() {
    return rows;
  }

  private static List<Effect> prepare(LogRecord record, RecentRows recent, List<Change> counted) {
    if (record.kind() != RecordKind.ROWS) {
      return List.of();
    }
    List<Effect> effects = EffectCodec.decode(record.payload());
    for (Effect effect : effects) {
      if (isCounted(effect.row())) {
        counted.add(change(effect, recent));
      }
    }
    return effects;
  }

  private static Change change(Effect effect, RecentRows recent) {
    return new Change(effect, recent.name(effect.row()), Holding.after(effect));
  }

  private static boolean isCounted(Bytes row) {
    return switch (RowKind.of(row)) {
      case META, ONCE, ONCE_OUTCOME -> true;
      case EXPIRY, ELEMENT, ORDER, GENERATION, SYSTEM, ORPHAN -> false;
    };
  }

  private static List<Change> rowsOf(List<Change> counted) {
    List<Change> sorted = new ArrayList<>(counted);
    sorted.sort(Comparator.comparing(Change::key));
    List<Change> rows = new ArrayList<>(sorted.size());
    Change first = null;
    for (Change each : sorted) {
      if (first != null && first.key().equals(each.key())) {
        each.row = first;
      } else {
        first = each;
        rows.add(each);
      }
    }
    return rows;
  }
}
