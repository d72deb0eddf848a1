package chorus.command.chorus;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.ReadLevel;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// CHORUS READ level: how new this connection's reads must be. In front of a command the same words
/// hold for that command alone; the table takes them off there.
final class ReadCommand implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    ReadLevel level =
        ReadLevel.of(args.bytes(2))
            .orElseThrow(() ->
                CommandError.err(
                    "no read level '" + args.string(2) + "' | known: strong, eventual"));
    context.setReadLevel(level);
    return Reply.OK;
  }
}
