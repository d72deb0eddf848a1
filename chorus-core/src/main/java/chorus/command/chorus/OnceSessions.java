package chorus.command.chorus;

import chorus.base.Limits;
import chorus.command.Outcome;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.store.RowCursor;
import chorus.store.RowReader;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;
import chorus.value.OnceKeys;
import chorus.value.OnceSession;
import chorus.value.RowRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The sessions of CHORUS ONCE as one command finds and leaves them. Used for one command.
///
/// Time is that of the record that the command will make, so every replica and every later leader
/// agrees on which sessions are gone: a session ends by a record that removes its rows, never
/// because a clock says so.
final class OnceSessions {
  /// Unused sessions that one OPEN removes: more than it adds, and no more than a short record.
  private static final int REMOVED_BY_AN_OPEN = 4;

  private final RowReader rows;
  private final long nowMillis;
  private final List<Effect> effects = new ArrayList<>();
  private @Nullable Held held;

  OnceSessions(RowReader rows, long nowMillis) {
    this.rows = rows;
    this.nowMillis = nowMillis;
  }

  /// What is known of one seq.
  sealed interface Seen {
    /// It ran and came to this.
    record Before(OnceOutcome outcome) implements Seen {}

    /// It did not run: [OnceSessions#keep] it.
    record Never() implements Seen {}

    /// Nothing, and why.
    record Forgotten(String why) implements Seen {}
  }

  /// A session row. Format 1: version u8, time of the last noted use in milliseconds varint,
  /// highest seq varint.
  private record Held(OnceSession session, long usedMillis, long highest) {
    private static final int FORMAT = 1;

    static Held of(OnceSession session, Bytes value) {
      FieldReader in = new FieldReader("once session", value);
      if (in.u8() != FORMAT) {
        throw in.malformed("has an unknown format");
      }
      Held held = new Held(session, in.count(), in.count());
      in.end();
      return held;
    }

    Bytes encode() {
      return new FieldWriter(16).u8(FORMAT).varint(usedMillis).varint(highest).done();
    }

    long forgotten() {
      return highest - Limits.ONCE_WINDOW;
    }
  }

  /// Opens `session` if there is room, after having removed some that were not used for long.
  Outcome open(OnceSession session) {
    long count = count() - removeUnused();
    if (count >= Limits.ONCE_SESSIONS) {
      return new Outcome.Answer(
          Reply.error(
              "OVERLOADED",
              "%d once sessions are open in this database | nothing done | retry later"
                  .formatted(count)));
    }
    put(OnceKeys.countRow(), OnceKeys.countValue(count + 1));
    put(OnceKeys.sessionRow(session), new Held(session, nowMillis, 0).encode());
    put(OnceKeys.useRow(nowMillis, session), Bytes.EMPTY);
    return done(Reply.bulk(session.name()));
  }

  /// What became of `seq`. A session that was not used for too long ends here.
  Seen look(OnceSession session, long seq) {
    Bytes row = rows.get(OnceKeys.sessionRow(session));
    if (row == null) {
      return new Seen.Forgotten("session " + session.name() + " is not open in this database");
    }
    Held found = Held.of(session, row);
    if (found.usedMillis() < unusedSince()) {
      remove(found);
      put(OnceKeys.countRow(), OnceKeys.countValue(count() - 1));
      return new Seen.Forgotten("session " + session.name() + " was not used for too long");
    }
    if (seq <= found.forgotten()) {
      return new Seen.Forgotten(
          "session " + session.name() + " keeps the outcomes above seq " + found.forgotten());
    }
    held = found;
    Bytes outcome = rows.get(OnceKeys.outcomeRow(session, seq));
    return outcome == null ? new Seen.Never() : new Seen.Before(OnceOutcome.decode(outcome));
  }

  /// Writes down what `seq` of the session that was looked at came to; the window moves with it.
  void keep(long seq, OnceOutcome outcome) {
    Held before = Objects.requireNonNull(held, "looked at before");
    long used = before.usedMillis();
    if (nowMillis - used >= Limits.ONCE_USE_STEP_MILLIS) {
      effects.add(new Effect.Delete(OnceKeys.useRow(used, before.session())));
      put(OnceKeys.useRow(nowMillis, before.session()), Bytes.EMPTY);
      used = nowMillis;
    }
    Held after = new Held(before.session(), used, Math.max(seq, before.highest()));
    if (!after.equals(before)) {
      put(OnceKeys.sessionRow(after.session()), after.encode());
    }
    put(OnceKeys.outcomeRow(after.session(), seq), outcome.encode());
    if (after.forgotten() == before.forgotten() + 1 && after.forgotten() > 0) {
      effects.add(new Effect.Delete(OnceKeys.outcomeRow(after.session(), after.forgotten())));
    } else if (after.forgotten() > before.forgotten() && after.forgotten() > 0) {
      removeAll(OnceKeys.outcomesBefore(after.session(), after.forgotten() + 1));
    }
  }

  /// What the rows of sessions change.
  List<Effect> effects() {
    return List.copyOf(effects);
  }

  /// The outcome of a command that changed these rows and no other.
  Outcome done(Reply reply) {
    return effects.isEmpty() ? new Outcome.Answer(reply) : new Outcome.Change(effects(), reply);
  }

  private int removeUnused() {
    int removed = 0;
    RowRange unused = OnceKeys.usedBefore(unusedSince());
    try (RowCursor cursor = rows.scan(unused.from(), unused.to())) {
      while (removed < REMOVED_BY_AN_OPEN && cursor.next()) {
        OnceSession session = OnceKeys.sessionOf(cursor.row());
        Bytes row = rows.get(OnceKeys.sessionRow(session));
        remove(Held.of(session, Objects.requireNonNull(row, "a used session is there")));
        removed++;
      }
    }
    return removed;
  }

  private void remove(Held gone) {
    effects.add(new Effect.Delete(OnceKeys.sessionRow(gone.session())));
    effects.add(new Effect.Delete(OnceKeys.useRow(gone.usedMillis(), gone.session())));
    removeAll(OnceKeys.outcomes(gone.session()));
  }

  private void removeAll(RowRange range) {
    try (RowCursor cursor = rows.scan(range.from(), range.to())) {
      while (cursor.next()) {
        effects.add(new Effect.Delete(cursor.row()));
      }
    }
  }

  private long count() {
    Bytes count = rows.get(OnceKeys.countRow());
    return count == null ? 0 : OnceKeys.count(count);
  }

  /// Sessions whose use was last noted before this are gone.
  private long unusedSince() {
    return Math.max(0, nowMillis - Limits.ONCE_IDLE_MILLIS - Limits.ONCE_USE_STEP_MILLIS);
  }

  private void put(Bytes row, Bytes value) {
    effects.add(new Effect.Put(row, value));
  }
}
