package chorus.command.connection;

import chorus.command.Args;
import chorus.command.ReadLevel;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// READWRITE: reads of this connection go to the leader again.
final class ReadWrite implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    context.setReadLevel(ReadLevel.STRONG);
    return Reply.OK;
  }
}
