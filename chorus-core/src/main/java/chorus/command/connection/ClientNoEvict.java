package chorus.command.connection;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.Eviction;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// `CLIENT NO-EVICT ON | OFF`: kept and shown; no connection is closed for the memory it holds.
final class ClientNoEvict implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    if (args.is(2, "on")) {
      context.setEviction(Eviction.NEVER);
    } else if (args.is(2, "off")) {
      context.setEviction(Eviction.ALLOWED);
    } else {
      throw CommandError.syntax();
    }
    return Reply.OK;
  }
}
