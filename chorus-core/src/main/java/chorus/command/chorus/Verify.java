package chorus.command.chorus;

import chorus.base.Fault;
import chorus.base.Result;
import chorus.command.Args;
import chorus.command.ClusterCommand;
import chorus.command.ClusterContext;
import chorus.definition.DatabaseDefinition;
import chorus.resp.Reply;
import java.util.List;
import java.util.function.Consumer;

/// CHORUS VERIFY database: what this node holds of it, recomputed from its rows.
final class Verify implements ClusterCommand {
  @Override
  public void run(ClusterContext context, Args args, Consumer<Reply> reply) {
    context.databases(result -> verify(context, args.string(2), result, reply));
  }

  private static void verify(
      ClusterContext context,
      String word,
      Result<List<DatabaseDefinition>> databases,
      Consumer<Reply> reply) {
    switch (databases) {
      case Result.Ok<List<DatabaseDefinition>>(var all) ->
          Answers.named(all, word)
              .ifPresentOrElse(
                  found -> context.verify(found, reply),
                  () -> reply.accept(Answers.noSuchDatabase(word)));
      case Result.Failed<List<DatabaseDefinition>>(Fault fault) ->
          reply.accept(Reply.error(fault.code(), fault.detail()));
    }
  }
}
