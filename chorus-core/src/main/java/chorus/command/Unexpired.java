package chorus.command;

import chorus.base.Limits;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.store.RowCursor;
import chorus.value.Meta;
import chorus.value.RowKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// A view without the keys that have expired by one moment, for one command.
///
/// A key that was hidden must not be seen again, not even from a later leader whose clock is
/// behind. So where a leader hides keys it writes down that they are gone ([#withRemovals]): every
/// later leader's time is above that record's.
final class Unexpired implements View {
  private final View all;
  private final long nowMillis;
  private final Lookups lookups;

  /// The meta rows that were hidden, up to a limit; null while there is none, as for most commands.
  private @Nullable SequencedSet<Bytes> hidden;

  Unexpired(View all, Moment moment, Lookups lookups) {
    this.all = all;
    this.lookups = lookups;
    this.nowMillis = moment.expiredMillis();
  }

  @Override
  public @Nullable Bytes get(Bytes row) {
    Bytes value = all.get(row);
    boolean isMeta = RowKind.of(row) == RowKind.META;
    Bytes seen = value != null && isMeta && hides(row, value) ? null : value;
    if (isMeta) {
      lookups.looked(seen != null);
    }
    return seen;
  }

  @Override
  public RowCursor scan(Bytes from, Bytes to) {
    RowCursor rows = all.scan(from, to);
    return RowKind.of(from) == RowKind.META ? new Filtered(rows) : rows;
  }

  /// Those that have expired and are not removed yet count, as in Redis.
  @Override
  public long countKeys() {
    return all.countKeys();
  }

  @Override
  public Lsn changedAt(Bytes key) {
    return all.changedAt(key);
  }

  /// The same outcome, and the removal of what was hidden.
  Outcome withRemovals(Outcome outcome) {
    if (hidden == null) {
      return outcome;
    }
    lookups.hid(hidden.size());
    return switch (outcome) {
      case Outcome.Answer(Reply reply) -> new Outcome.Change(removals(hidden, List.of()), reply);
      case Outcome.Change(List<Effect> effects, Reply reply) -> {
        List<Effect> both = new ArrayList<>(removals(hidden, effects));
        both.addAll(effects);
        yield new Outcome.Change(both, reply);
      }
      case Outcome.Park _, Outcome.Draw _, Outcome.Copies _ -> outcome;
    };
  }

  private static List<Effect> removals(SequencedSet<Bytes> hidden, List<Effect> others) {
    SequencedSet<Bytes> left = new LinkedHashSet<>(hidden);
    others.forEach(each -> left.remove(each.row()));
    return left.stream().<Effect>map(Effect.Delete::new).toList();
  }

  private boolean hides(Bytes row, Bytes value) {
    if (!Meta.isExpired(Meta.expiryMillis(value), nowMillis)) {
      return false;
    }
    if (hidden == null) {
      hidden = new LinkedHashSet<>();
    }
    if (hidden.size() < Limits.EXPIRED_KEYS_PER_RECORD) {
      hidden.add(row);
    }
    return true;
  }

  private final class Filtered implements RowCursor {
    private final RowCursor rows;

    Filtered(RowCursor rows) {
      this.rows = rows;
    }

    @Override
    public boolean next() {
      while (rows.next()) {
        if (!hides(rows.row(), rows.value())) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Bytes row() {
      return rows.row();
    }

    @Override
    public Bytes value() {
      return rows.value();
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
