package chorus.command.connection;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;
import java.util.List;

/// CLIENT INFO: this connection's line.
final class ClientInfo implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    return ClientLine.reply(List.of(context.self()));
  }
}
