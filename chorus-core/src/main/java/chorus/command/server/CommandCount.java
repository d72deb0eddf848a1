package chorus.command.server;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// COMMAND COUNT: containers count once.
final class CommandCount implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    return Reply.integer(context.commands().all().size());
  }
}
