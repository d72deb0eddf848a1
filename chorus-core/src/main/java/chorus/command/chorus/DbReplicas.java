package chorus.command.chorus;

import chorus.base.NodeId;
import chorus.command.Args;
import chorus.command.ClusterContext;
import chorus.command.CommandError;
import chorus.command.ReplicaChange;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// CHORUS DB REPLICAS database [ADD node …] [REMOVE node …]: moves a database while it is used.
final class DbReplicas {
  private static final int FIRST_OPTION = 4;

  private DbReplicas() {}

  static void run(ClusterContext context, Args args, Consumer<Reply> reply) {
    ReplicaChange change = parse(args);
    Answers.onDatabase(
        context,
        args.string(3),
        reply,
        it ->
            context.placeDatabase(
                it, change, placed -> reply.accept(Answers.of(placed, Answers::map))));
  }

  private static ReplicaChange parse(Args args) {
    List<NodeId> adding = new ArrayList<>();
    List<NodeId> removing = new ArrayList<>();
    for (int at = FIRST_OPTION; at < args.size(); at += 2) {
      boolean hasNode = at + 1 < args.size();
      if (hasNode && args.is(at, "add")) {
        adding.add(NodeName.at(args, at + 1));
      } else if (hasNode && args.is(at, "remove")) {
        removing.add(NodeName.at(args, at + 1));
      } else {
        throw CommandError.err(
            "CHORUS DB REPLICAS takes a database, and ADD node or REMOVE node, once or more");
      }
    }
    if (adding.isEmpty() && removing.isEmpty()) {
      throw CommandError.err("nothing to add or to remove | ADD node or REMOVE node");
    }
    return new ReplicaChange.Move(adding, removing);
  }
}
