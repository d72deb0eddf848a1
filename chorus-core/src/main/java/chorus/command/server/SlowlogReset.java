package chorus.command.server;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// SLOWLOG RESET: forgets the slow commands of this node.
final class SlowlogReset implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    context.stats().slow().reset();
    return Reply.OK;
  }
}
