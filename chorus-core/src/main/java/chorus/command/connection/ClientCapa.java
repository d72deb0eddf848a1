package chorus.command.connection;

import chorus.command.Args;
import chorus.command.Redirection;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// CLIENT CAPA capability …: what the client understands beyond the protocol. Only `redirect` means
/// something; what is not known is passed over.
final class ClientCapa implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    for (int i = 2; i < args.size(); i++) {
      if (args.is(i, "redirect")) {
        context.setRedirection(Redirection.WANTED);
      }
    }
    return Reply.OK;
  }
}
