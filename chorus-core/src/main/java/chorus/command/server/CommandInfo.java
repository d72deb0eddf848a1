package chorus.command.server;

import chorus.command.Args;
import chorus.command.CommandTable;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;
import java.util.ArrayList;

/// `COMMAND INFO [name …]`: null for a name that does not exist.
final class CommandInfo implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    CommandTable table = context.commands();
    if (args.size() == 2) {
      return Reply.array(table.all().stream().map(CommandEntry::of).toList());
    }
    var entries = new ArrayList<Reply>();
    for (int i = 2; i < args.size(); i++) {
      entries.add(table.named(args.string(i)).map(CommandEntry::of).orElse(Reply.NULL));
    }
    return Reply.array(entries);
  }
}
