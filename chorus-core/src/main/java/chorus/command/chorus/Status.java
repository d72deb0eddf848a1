package chorus.command.chorus;

import chorus.command.Args;
import chorus.command.ClusterCommand;
import chorus.command.ClusterContext;
import chorus.resp.Reply;
import java.util.function.Consumer;

/// CHORUS STATUS: the cluster's state as JSON.
final class Status implements ClusterCommand {
  @Override
  public void run(ClusterContext context, Args args, Consumer<Reply> reply) {
    context.status(result -> reply.accept(Answers.of(result, Reply::bulk)));
  }
}
