package chorus.command.transaction;

import chorus.base.Lsn;
import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.CommandTable;
import chorus.command.DataCommand;
import chorus.command.Handler;
import chorus.command.Keyspace;
import chorus.command.Lookup;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.Together;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// CHORUS EXEC: the commands of a transaction, run one after the other, each seeing what those
/// before it did, and all of it one record. An array of what they answer; null, and nothing
/// happened, if a watched key was changed.
///
/// Words: those of [Watched], then for each command how many words it has, and these.
public final class ExecCommand implements DataCommand {
  private static final int WATCHED_AT = 2;
  private static final Bytes CHORUS = Bytes.utf8("CHORUS");
  private static final Bytes EXEC = Bytes.utf8("EXEC");

  private final Supplier<CommandTable> commands;

  /// `commands` finds what is to be run.
  public ExecCommand(Supplier<CommandTable> commands) {
    this.commands = commands;
  }

  /// The command for these commands, which must not run if one of `watched` was changed.
  public static List<Bytes> words(Watched watched, List<List<Bytes>> commands) {
    List<Bytes> words = new ArrayList<>(List.of(CHORUS, EXEC));
    words.addAll(watched.words());
    for (List<Bytes> command : commands) {
      words.add(Bytes.utf8(Integer.toString(command.size())));
      words.addAll(command);
    }
    return words;
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Watched watched = Watched.read(args, WATCHED_AT);
    if (isChanged(watched, view, moment)) {
      return new Outcome.Answer(Reply.NULL_ARRAY);
    }
    Together together = new Together(view, moment);
    List<Reply> replies = new ArrayList<>();
    int at = WATCHED_AT + watched.size();
    while (at < args.size()) {
      int size = (int) args.longBetween(at, 1, args.size() - at - 1L, ExecCommand::malformed);
      replies.add(run(args.words().subList(at + 1, at + 1 + size), together));
      at += 1 + size;
    }
    return together.done(Reply.array(replies));
  }

  private static boolean isChanged(Watched watched, View view, Moment moment) {
    if (watched.keys().isEmpty()) {
      return false;
    }
    if (!watched.epoch().equals(moment.epoch())) {
      return true;
    }
    Keyspace keys = Keyspace.over(view);
    for (Watched.Key key : watched.keys()) {
      Lsn changed = view.changedAt(key.name());
      if (changed.isAfter(key.lsn()) || (key.wasThere() && !keys.exists(key.name()))) {
        return true;
      }
    }
    return false;
  }

  private Reply run(List<Bytes> words, Together together) {
    return switch (commands.get().find(words)) {
      case Lookup.Rejected(Reply reply) -> reply;
      case Lookup.Found found when found.handler() instanceof Handler.Data data ->
          together.run(data, found.args());
      case Lookup.Found found ->
          Reply.error("ERR", "'" + found.spec().name() + "' does not work on rows");
    };
  }

  private static CommandError malformed() {
    return CommandError.err("these words are no transaction");
  }
}
