package chorus.command.chorus;

import chorus.command.Args;
import chorus.command.ClusterCommand;
import chorus.command.ClusterContext;
import chorus.command.CommandError;
import chorus.definition.MemberAddress;
import chorus.resp.Reply;
import java.util.function.Consumer;

/// CHORUS NODE LIST | ADD cluster node host resp peer http control | REMOVE node: who belongs to
/// the cluster. A node that joins sends the second one itself.
final class NodeCommand implements ClusterCommand {
  private static final int WORDS_OF_ADD = 10;

  @Override
  public void run(ClusterContext context, Args args, Consumer<Reply> reply) {
    if (args.is(2, "list") && args.size() == 3) {
      reply.accept(context.roster().list());
    } else if (args.is(2, "remove") && args.size() == 4) {
      context
          .roster()
          .remove(NodeName.at(args, 3), result -> reply.accept(Answers.of(result, _ -> Reply.OK)));
    } else if (args.is(2, "add") && args.size() == WORDS_OF_ADD) {
      context
          .roster()
          .add(
              args.string(3),
              NodeName.at(args, 4),
              address(args),
              result -> reply.accept(Answers.of(result, it -> it)));
    } else {
      throw CommandError.err(
          "CHORUS NODE takes LIST, ADD cluster node host resp peer http control, or REMOVE node");
    }
  }

  private static MemberAddress address(Args args) {
    String host = args.string(5);
    if (!MemberAddress.isHost(host)) {
      throw CommandError.err("'" + host + "' is not a host");
    }
    return new MemberAddress(host, port(args, 6), port(args, 7), port(args, 8), port(args, 9));
  }

  private static int port(Args args, int at) {
    int last = MemberAddress.LAST_PORT;
    return (int) args.longBetween(at, 1, last, () -> CommandError.err("a port is 1 to " + last));
  }
}
