package chorus.command.connection;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// CLIENT ID.
final class ClientId implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    return Reply.integer(context.self().id());
  }
}
