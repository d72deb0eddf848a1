package chorus.command.server;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// COMMAND without a subcommand: everything on offer.
final class CommandAll implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    return Reply.array(context.commands().all().stream().map(CommandEntry::of).toList());
  }
}
