package chorus.command;

import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.store.RowCursor;
import chorus.value.CollectionId;
import chorus.value.Meta;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Several commands in one record: each sees what those before it changed.
///
/// Invariant: the changes stay in their order, none is left out, so that a collection that one of
/// them makes and a later one drops becomes an orphan; and two of them never give their collections
/// the same id.
public final class Together {
  private final View before;
  private final Moment moment;
  private final ChangedRows rows;
  private final List<Effect> effects = new ArrayList<>();
  private final Draws seeds;
  private int made;

  /// Over `before`, in the record of `moment`.
  public Together(View before, Moment moment) {
    this.before = before;
    this.rows = new ChangedRows(before);
    this.moment = moment;
    this.seeds = Draws.of(moment);
    this.made = moment.made();
  }

  /// Runs one command. One that would wait answers at once.
  public Reply run(Handler.Data data, Args args) {
    Moment next = moment.next(seeds.nextLong(), made);
    return switch (data.run(new Changed(), args, next)) {
      case Outcome.Answer(Reply reply) -> reply;
      case Outcome.Change(List<Effect> more, Reply reply) -> {
        more.forEach(this::add);
        yield reply;
      }
      case Outcome.Park park -> park.atOnce();
      case Outcome.Draw _, Outcome.Copies _ ->
          Reply.error("ERR", "Command not allowed inside a transaction");
    };
  }

  /// What all of them came to.
  public Outcome done(Reply reply) {
    return effects.isEmpty() ? new Outcome.Answer(reply) : new Outcome.Change(effects, reply);
  }

  private void add(Effect effect) {
    effects.add(effect);
    rows.change(effect);
    CollectionId id = collectionOf(effect);
    if (id != null && id.lsn().equals(moment.lsn()) && id.epoch().equals(moment.epoch())) {
      made = Math.max(made, id.ordinal() + 1);
    }
  }

  private static @Nullable CollectionId collectionOf(Effect effect) {
    Bytes value = effect.valueOrNull();
    return switch (RowKind.of(effect.row())) {
      case ELEMENT -> RowKeys.collectionOf(effect.row());
      case META ->
          value != null && Meta.decode(value) instanceof Meta.OfCollection collection
              ? collection.id()
              : null;
      default -> null;
    };
  }

  /// The rows with the changes so far over them.
  private final class Changed implements View {
    @Override
    public @Nullable Bytes get(Bytes row) {
      return rows.get(row);
    }

    @Override
    public RowCursor scan(Bytes from, Bytes to) {
      return rows.scan(from, to);
    }

    @Override
    public long countKeys() {
      if (rows.isChanged(RowKeys.generationRow())) {
        return Keyspace.over(this).countKeys();
      }
      long count = before.countKeys();
      for (Effect each : rows.changes()) {
        if (RowKind.of(each.row()) == RowKind.META) {
          count += (each.valueOrNull() == null ? 0 : 1) - (before.get(each.row()) == null ? 0 : 1);
        }
      }
      return count;
    }

    @Override
    public Lsn changedAt(Bytes key) {
      return before.changedAt(key);
    }
  }
}
