package chorus.command.server;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// ROLE: what this node is to the connection's database.
final class Role implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    return context.role();
  }
}
