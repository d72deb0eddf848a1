package chorus.command.connection;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// SELECT index.
final class Select implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    long index = args.longAt(1);
    if (index != (int) index) {
      throw CommandError.err(
          "value is out of range, value must between %d and %d"
              .formatted(Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
    if (index < 0) {
      throw CommandError.err("DB index is out of range");
    }
    return context.select((int) index).orElse(Reply.OK);
  }
}
