package chorus.command.server;

import chorus.command.Args;
import chorus.command.CommandSpec;
import chorus.command.KeySpec;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.List;
import java.util.stream.Stream;

/// COMMAND GETKEYSANDFLAGS command word …: each key with what the command does to it.
final class CommandGetKeysAndFlags implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    List<Bytes> words = args.from(2);
    CommandSpec spec = CommandGetKeys.called(context, words);
    return Reply.array(spec.keySpecs().stream().flatMap(keys -> keys(keys, words)).toList());
  }

  private static Stream<Reply> keys(KeySpec keys, List<Bytes> words) {
    Reply use = new Reply.SetReply(keys.use().stream().map(Reply::simple).toList());
    return keys.in(words).stream().map(key -> Reply.array(Reply.bulk(key), use));
  }
}
