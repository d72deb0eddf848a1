package chorus.command.connection;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// ECHO message.
final class Echo implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    return Reply.bulk(args.bytes(1));
  }
}
