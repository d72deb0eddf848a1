package chorus.command.chorus;

import chorus.base.NodeId;
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
  private static final int LAST_PORT = 65_535;

  @Override
  public void run(ClusterContext context, Args args, Consumer<Reply> reply) {
    if (args.is(2, "list") && args.size() == 3) {
      reply.accept(context.roster().list());
    } else if (args.is(2, "remove") && args.size() == 4) {
      context
          .roster()
          .remove(node(args, 3), result -> reply.accept(Answers.of(result, _ -> Reply.OK)));
    } else if (args.is(2, "add") && args.size() == WORDS_OF_ADD) {
      context
          .roster()
          .add(
              args.string(3),
              node(args, 4),
              address(args),
              result -> reply.accept(Answers.of(result, it -> it)));
    } else {
      throw CommandError.err(
          "CHORUS NODE takes LIST, ADD cluster node host resp peer http control, or REMOVE node");
    }
  }

  private static NodeId node(Args args, int at) {
    String name = args.string(at);
    if (!name.matches("[A-Za-z0-9_.-]{1,64}")) {
      throw CommandError.err("a node's name is 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    return new NodeId(name);
  }

  private static MemberAddress address(Args args) {
    String host = args.string(5);
    if (!MemberAddress.isHost(host)) {
      throw CommandError.err("'" + host + "' is not a host");
    }
    return new MemberAddress(host, port(args, 6), port(args, 7), port(args, 8), port(args, 9));
  }

  private static int port(Args args, int at) {
    return (int)
        args.longBetween(at, 1, LAST_PORT, () -> CommandError.err("a port is 1 to " + LAST_PORT));
  }
}
