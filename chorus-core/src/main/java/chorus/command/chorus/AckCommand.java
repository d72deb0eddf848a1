package chorus.command.chorus;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.definition.AckLevel;
import chorus.resp.Reply;

/// CHORUS ACK MODE level: where this connection's writes must be before they are answered, beyond
/// what the database asks for.
final class AckCommand implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    if (!args.is(2, "mode")) {
      throw CommandError.err("CHORUS ACK takes MODE and a level");
    }
    for (AckLevel level : AckLevel.values()) {
      if (args.is(3, level.word())) {
        context.setAckLevel(level);
        return Reply.OK;
      }
    }
    throw CommandError.err(
        "no level '"
            + args.string(3)
            + "' | known: default, majority, all | a connection can ask"
            + " for more than its database, never for less");
  }
}
