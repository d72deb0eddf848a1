package chorus.command.connection;

import chorus.command.Args;
import chorus.command.ClusterCommand;
import chorus.command.ClusterContext;
import chorus.command.CommandError;
import chorus.resp.Reply;
import chorus.wire.Unblocking;
import java.util.function.Consumer;

/// `CLIENT UNBLOCK id [TIMEOUT | ERROR]`: 1 if the connection's command was made to wait no longer.
///
/// It waits at a leader, which may be another node and may just have served it: so the answer comes
/// once that is known.
final class ClientUnblock implements ClusterCommand {
  @Override
  public void run(ClusterContext context, Args args, Consumer<Reply> reply) {
    if (args.size() > 4) {
      throw ConnectionCommands.wrongWords(args);
    }
    Unblocking how = args.size() == 3 ? Unblocking.TIMEOUT : how(args);
    context.unblock(args.longAt(2), how, unblocked -> reply.accept(Reply.integer(unblocked)));
  }

  private static Unblocking how(Args args) {
    for (Unblocking how : Unblocking.values()) {
      if (args.is(3, how.name())) {
        return how;
      }
    }
    throw CommandError.err("CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
  }
}
