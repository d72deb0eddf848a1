package chorus.command.server;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// CONFIG GET pattern …: the settings that match, in any case.
final class ConfigGet implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    return context.settings().matching(args.from(2));
  }
}
