package chorus.command.connection;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.PauseScope;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// `CLIENT PAUSE milliseconds [WRITE | ALL]`: this node's clients wait.
final class ClientPause implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    if (args.size() > 4) {
      throw ConnectionCommands.wrongWords(args);
    }
    PauseScope scope = args.size() == 3 ? PauseScope.ALL : scope(args);
    long millis =
        args.longAt(2, () -> CommandError.err("timeout is not an integer or out of range"));
    if (millis < 0) {
      throw CommandError.err("timeout is negative");
    }
    context.pause(scope, millis);
    return Reply.OK;
  }

  private static PauseScope scope(Args args) {
    for (PauseScope scope : PauseScope.values()) {
      if (args.is(3, scope.name())) {
        return scope;
      }
    }
    throw CommandError.err("CLIENT PAUSE mode must be WRITE or ALL");
  }
}
