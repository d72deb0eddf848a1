package chorus.command.connection;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// QUIT: the connection closes after the answer.
final class Quit implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    context.closeAfterReply();
    return Reply.OK;
  }
}
