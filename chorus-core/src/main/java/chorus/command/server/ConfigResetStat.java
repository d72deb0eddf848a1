package chorus.command.server;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// CONFIG RESETSTAT: what INFO counts begins at zero again, on this node.
final class ConfigResetStat implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    context.info().reset();
    return Reply.OK;
  }
}
