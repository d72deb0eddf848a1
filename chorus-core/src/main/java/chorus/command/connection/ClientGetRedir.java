package chorus.command.connection;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// CLIENT GETREDIR: -1, since nothing is tracked.
final class ClientGetRedir implements SessionCommand {
  private static final int NOT_TRACKING = -1;

  @Override
  public Reply run(SessionContext context, Args args) {
    return Reply.integer(NOT_TRACKING);
  }
}
