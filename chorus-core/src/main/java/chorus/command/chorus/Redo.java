package chorus.command.chorus;

import chorus.command.Args;
import chorus.command.CollectionEdit;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.diverged.DivergedCodec;
import chorus.diverged.DivergedWrite;
import chorus.diverged.ElementChange;
import chorus.diverged.Image;
import chorus.diverged.KeyChange;
import chorus.diverged.OnceTag;
import chorus.diverged.RedoTerms;
import chorus.diverged.RedoVerdict;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.value.Hash128;
import chorus.value.Malformed;
import chorus.value.Meta;
import chorus.value.OnceKeys;
import chorus.value.ValueType;
import java.util.ArrayList;
import java.util.List;

/// CHORUS REDO write [OVERWRITE]: does one write of a diverged tail again, and answers in one word
/// what became of it.
///
/// - `applied`: every key now holds what it held after the write. The outcome that the write kept
///   for CHORUS ONCE is kept again with it, so the client's own retry does not do it twice.
/// - `already`: nothing changed, since every key holds that, or the client's retry ran it.
/// - `conflict` and a key: nothing changed, since the key holds neither what it held before the
///   write nor what it held after it, or what it held after is not in the write. With OVERWRITE
///   only the latter; a collection of the same type then keeps the elements that the write does not
///   name, and one that is gone has only those that it put. A list is never mixed: see [RedoList].
/// - `flush`: nothing changed. Emptying a database again is a person's decision.
final class Redo implements DataCommand {
  private static final int WRITE_AT = 2;
  private static final int OVERWRITE_AT = 3;

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    boolean overwrites = args.size() == OVERWRITE_AT + 1 && args.is(OVERWRITE_AT, "overwrite");
    if (!overwrites && args.size() != OVERWRITE_AT) {
      throw CommandError.syntax();
    }
    RedoTerms terms = overwrites ? RedoTerms.ANYTHING : RedoTerms.WHAT_THEY_HELD;
    try {
      List<DivergedWrite> writes = DivergedCodec.decode(args.bytes(WRITE_AT));
      if (writes.size() != 1) {
        throw CommandError.err("CHORUS REDO takes one write, not " + writes.size());
      }
      return redo(view, writes.getFirst(), terms, moment);
    } catch (Malformed refused) {
      throw CommandError.err("the word behind CHORUS REDO is no write: " + refused.getMessage());
    }
  }

  private static Outcome redo(View view, DivergedWrite write, RedoTerms terms, Moment moment) {
    if (write.once().stream().anyMatch(tag -> ranMeanwhile(view, tag))) {
      return answer(new RedoVerdict.Already());
    }
    if (write.flushes()) {
      return answer(new RedoVerdict.Flush());
    }
    Edit edit = Edit.over(view, moment);
    boolean already = true;
    for (KeyChange change : write.keys()) {
      Hash128 held = Image.of(change.key(), edit.keys().meta(change.key())).hash();
      if (held.equals(change.after().hash())) {
        continue;
      }
      already = false;
      boolean mayChange = terms == RedoTerms.ANYTHING || change.before().isOf(held);
      if (!mayChange || !apply(edit, change, terms)) {
        return answer(new RedoVerdict.Conflict(change.key()));
      }
    }
    return already ? answer(new RedoVerdict.Already()) : withOutcomes(edit, view, write, moment);
  }

  private static boolean ranMeanwhile(View view, OnceTag tag) {
    return view.get(OnceKeys.outcomeRow(tag.session(), tag.seq())) != null;
  }

  /// False if what the key held after the write cannot be known from it; the edit is of no use
  /// then.
  private static boolean apply(Edit edit, KeyChange change, RedoTerms terms) {
    if (change.isOf(ValueType.LIST)) {
      return new RedoList(edit, change).apply();
    }
    return switch (change.after()) {
      case Image.Text(Bytes value, long expiryMillis, _) -> {
        edit.setString(change.key(), value, expiryMillis);
        yield true;
      }
      case Image.Collection after -> applyCollection(edit, change, after, terms);
      case Image.Unknown() -> false;
      case Image.Absent() -> {
        applyAbsence(edit, change, terms);
        yield true;
      }
    };
  }

  private static boolean applyCollection(
      Edit edit, KeyChange change, Image.Collection after, RedoTerms terms) {
    Meta held = edit.keys().meta(change.key());
    boolean anew =
        switch (terms) {
          case WHAT_THEY_HELD -> change.isWhole();
          case ANYTHING -> (held == null || held.type() != after.type()) && change.puts() > 0;
        };
    boolean onTop =
        switch (terms) {
          case WHAT_THEY_HELD ->
              held instanceof Meta.OfCollection collection && change.leadsFrom(collection);
          case ANYTHING ->
              held != null && held.type() == after.type() && !change.elements().isEmpty();
        };
    if (!anew && !onTop) {
      return false;
    }
    if (anew) {
      edit.delete(change.key());
    }
    CollectionEdit collection = edit.collection(change.key(), after.type());
    applyElements(collection, change);
    collection.expiresAt(after.expiryMillis());
    return true;
  }

  /// A write that removed the last elements one by one does not mean those that came since.
  private static void applyAbsence(Edit edit, KeyChange change, RedoTerms terms) {
    boolean byElement =
        terms == RedoTerms.ANYTHING
            && !change.elements().isEmpty()
            && edit.keys().meta(change.key()) instanceof Meta.OfCollection held
            && change.before() instanceof Image.Collection before
            && before.type() == held.type();
    if (byElement && change.before() instanceof Image.Collection before) {
      applyElements(edit.collection(change.key(), before.type()), change);
    } else {
      edit.delete(change.key());
    }
  }

  private static void applyElements(CollectionEdit collection, KeyChange change) {
    for (ElementChange element : change.elements()) {
      element
          .after()
          .ifPresentOrElse(
              value -> collection.put(element.element(), value),
              () -> collection.remove(element.element()));
    }
  }

  /// A session that is gone, or has forgotten the seq, runs it no more and needs no outcome.
  private static Outcome withOutcomes(Edit edit, View view, DivergedWrite write, Moment moment) {
    List<Effect> outcomes = new ArrayList<>();
    for (OnceTag tag : write.once()) {
      var sessions = new OnceSessions(view, moment.hlc().wallMillis());
      if (sessions.look(tag.session(), tag.seq()) instanceof OnceSessions.Seen.Never) {
        sessions.keep(tag.seq(), OnceOutcome.decode(tag.outcome()));
        outcomes.addAll(sessions.effects());
      }
    }
    Reply applied = RedoVerdict.toReply(new RedoVerdict.Applied());
    return switch (edit.done(applied)) {
      case Outcome.Change(List<Effect> effects, Reply reply) -> {
        List<Effect> all = new ArrayList<>(effects);
        all.addAll(outcomes);
        yield new Outcome.Change(all, reply);
      }
      case Outcome unchanged ->
          outcomes.isEmpty() ? unchanged : new Outcome.Change(outcomes, applied);
    };
  }

  private static Outcome answer(RedoVerdict verdict) {
    return new Outcome.Answer(RedoVerdict.toReply(verdict));
  }
}
