package chorus.command.connection;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// `PING [message]`.
final class Ping implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    if (args.size() > 2) {
      throw CommandError.arity("ping");
    }
    return args.size() == 1 ? Reply.PONG : Reply.bulk(args.bytes(1));
  }
}
