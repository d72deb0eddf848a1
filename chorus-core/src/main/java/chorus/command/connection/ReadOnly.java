package chorus.command.connection;

import chorus.command.Args;
import chorus.command.ReadLevel;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// READONLY: reads of this connection may be served by the node at hand.
final class ReadOnly implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    context.setReadLevel(ReadLevel.EVENTUAL);
    return Reply.OK;
  }
}
