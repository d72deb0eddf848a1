package chorus.command.chorus;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.CommandTable;
import chorus.command.DataCommand;
import chorus.command.Handler;
import chorus.command.Lookup;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.value.OnceSession;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// CHORUS ONCE OPEN answers a session; CHORUS ONCE session seq command… runs the command the first
/// time, and answers what it answered then every other time.
///
/// Invariant: what the command changes and what it answered are one record. So they are kept
/// together or lost together, whatever happens to whoever ran it.
final class OnceCommand implements DataCommand {
  private static final int COMMAND_AT = 4;

  private final Supplier<CommandTable> commands;

  /// `commands` are those that may stand behind it.
  OnceCommand(Supplier<CommandTable> commands) {
    this.commands = commands;
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    var sessions = new OnceSessions(view, moment.hlc().wallMillis());
    if (args.size() == 3 && args.is(2, "open")) {
      return sessions.open(new OnceSession(moment.lsn(), moment.seed()));
    }
    if (args.size() <= COMMAND_AT) {
      throw CommandError.arity("chorus|once");
    }
    OnceSession session = OnceSession.named(args.string(2)).orElseThrow(() -> noSession(args));
    long seq = args.longBetween(3, 1, Long.MAX_VALUE, () -> noSeq(args));
    List<Bytes> words = args.from(COMMAND_AT);
    Lookup.Found found = find(words);
    return switch (sessions.look(session, seq)) {
      case OnceSessions.Seen.Before(OnceOutcome outcome) ->
          new Outcome.Answer(outcome.repeated(words, seq));
      case OnceSessions.Seen.Never() ->
          run(
              sessions,
              seq,
              words,
              ((Handler.Data) found.handler()).run(view, found.args(), moment));
      case OnceSessions.Seen.Forgotten(String why) -> sessions.done(expired(seq, why));
    };
  }

  private static Outcome run(OnceSessions sessions, long seq, List<Bytes> words, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answer(Reply reply) -> {
        sessions.keep(seq, OnceOutcome.of(words, reply));
        yield sessions.done(reply);
      }
      case Outcome.Change(List<Effect> effects, Reply reply) -> {
        sessions.keep(seq, OnceOutcome.of(words, reply));
        var all = new ArrayList<>(effects);
        all.addAll(sessions.effects());
        yield new Outcome.Change(all, reply);
      }
      case Outcome.Park _, Outcome.Copies _ -> throw refused(words, "it may wait");
      case Outcome.Draw _ -> throw refused(words, "draw the number first, then write with it");
    };
  }

  /// A command that is not understood is refused and uses no seq up.
  private Lookup.Found find(List<Bytes> words) {
    return switch (commands.get().find(words)) {
      case Lookup.Rejected(Reply.Error error) -> throw CommandError.of(error.prefix(), rest(error));
      case Lookup.Rejected _ -> throw CommandError.syntax();
      case Lookup.Found found when !(found.handler() instanceof Handler.Data) ->
          throw refused(words, "it does not work on rows");
      case Lookup.Found found when found.spec().isForEveryDatabase() ->
          throw refused(words, "it runs in every database");
      case Lookup.Found found when found.spec().isOnce() || found.level().isPresent() ->
          throw refused(words, "it is a prefix itself");
      case Lookup.Found found -> found;
    };
  }

  private static String rest(Reply.Error error) {
    return error.text().substring(error.prefix().length() + 1);
  }

  private static CommandError noSession(Args args) {
    return CommandError.err(
        "'" + args.string(2) + "' is no session | CHORUS ONCE OPEN answers one");
  }

  private static CommandError noSeq(Args args) {
    return CommandError.err("seq '" + args.string(3) + "' is not a number from 1 on");
  }

  private static CommandError refused(List<Bytes> words, String why) {
    return CommandError.err(
        "'" + words.getFirst().utf8() + "' does not run under CHORUS ONCE: " + why);
  }

  private static Reply expired(long seq, String why) {
    return Reply.error(
        "ONCEEXPIRED",
        why + " | whether seq " + seq + " ever ran is unknown, it did not run now | read back");
  }
}
