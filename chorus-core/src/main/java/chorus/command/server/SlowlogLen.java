package chorus.command.server;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// SLOWLOG LEN: how many slow commands are remembered on this node.
final class SlowlogLen implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    return Reply.integer(context.stats().slow().all().size());
  }
}
