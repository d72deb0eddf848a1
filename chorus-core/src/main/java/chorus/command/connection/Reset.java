package chorus.command.connection;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// RESET: the connection is as new.
final class Reset implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    context.reset();
    return Reply.simple("RESET");
  }
}
