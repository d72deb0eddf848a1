package chorus.command.connection;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// CLIENT SETNAME name; an empty one takes the name away.
final class ClientSetName implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    context.setName(ConnectionName.checked(args.bytes(2)));
    return Reply.OK;
  }
}
