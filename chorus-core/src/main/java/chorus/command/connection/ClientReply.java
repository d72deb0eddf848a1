package chorus.command.connection;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.Replies;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// `CLIENT REPLY ON | OFF | SKIP`.
final class ClientReply implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    for (Replies replies : Replies.values()) {
      if (args.is(2, replies.name())) {
        context.setReplies(replies);
        return Reply.OK;
      }
    }
    throw CommandError.syntax();
  }
}
