package chorus.command.connection;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// CLIENT GETNAME: null if there is none.
final class ClientGetName implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    Bytes name = context.self().name();
    return name.isEmpty() ? Reply.NULL : Reply.bulk(name);
  }
}
