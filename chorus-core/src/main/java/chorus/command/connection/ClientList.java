package chorus.command.connection;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.ConnectionInfo;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.List;

/// `CLIENT LIST [TYPE type | ID id …]`.
final class ClientList implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    if (args.size() == 2) {
      return ClientLine.reply(context.connections());
    }
    if (args.size() == 4 && args.is(2, "type")) {
      return ClientLine.reply(
          ClientKind.of(args, 3) == ClientKind.NORMAL ? context.connections() : List.of());
    }
    if (args.size() > 3 && args.is(2, "id")) {
      return ClientLine.reply(byId(context.connections(), args));
    }
    throw CommandError.syntax();
  }

  private static List<ConnectionInfo> byId(List<ConnectionInfo> all, Args args) {
    var found = new ArrayList<ConnectionInfo>();
    for (int i = 3; i < args.size(); i++) {
      long id = args.longAt(i, () -> CommandError.err("Invalid client ID"));
      all.stream().filter(client -> client.id() == id).forEach(found::add);
    }
    return found;
  }
}
