package chorus.command.server;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// CONFIG SET name value …: all of them or none.
final class ConfigSet implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    context.settings().set(args.from(2));
    return Reply.OK;
  }
}
