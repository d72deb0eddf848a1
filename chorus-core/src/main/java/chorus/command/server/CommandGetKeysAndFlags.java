package chorus.command.server;

import chorus.command.Args;
import chorus.command.CommandSpec;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// COMMAND GETKEYSANDFLAGS command word …: each key with what the command does to it.
final class CommandGetKeysAndFlags implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    CommandSpec spec = CommandGetKeys.called(context, args);
    Reply use = new Reply.SetReply(spec.keySpec().use().stream().map(Reply::simple).toList());
    return Reply.array(
        spec.keys(args.from(2)).stream().map(key -> Reply.array(Reply.bulk(key), use)).toList());
  }
}
