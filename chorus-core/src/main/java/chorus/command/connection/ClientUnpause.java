package chorus.command.connection;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// CLIENT UNPAUSE.
final class ClientUnpause implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    context.unpause();
    return Reply.OK;
  }
}
