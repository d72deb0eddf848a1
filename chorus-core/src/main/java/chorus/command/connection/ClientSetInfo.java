package chorus.command.connection;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// CLIENT SETINFO LIB-NAME name | LIB-VER version.
final class ClientSetInfo implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    boolean isName = args.is(2, "lib-name");
    if (!isName && !args.is(2, "lib-ver")) {
      throw CommandError.err("Unrecognized option '" + args.string(2) + "'");
    }
    if (!ConnectionName.isPlain(args.bytes(3))) {
      throw CommandError.err(
          (isName ? "lib-name" : "lib-ver")
              + " cannot contain spaces, newlines or special characters.");
    }
    if (isName) {
      context.setLibraryName(args.bytes(3));
    } else {
      context.setLibraryVersion(args.bytes(3));
    }
    return Reply.OK;
  }
}
