package chorus.command.chorus;

import chorus.base.Fault;
import chorus.base.Result;
import chorus.command.Args;
import chorus.command.ClusterContext;
import chorus.command.ReplicaChange;
import chorus.definition.DatabaseDefinition;
import chorus.resp.Reply;
import java.util.function.Consumer;

/// CHORUS DB ALTER database option value …: the settings first, then the number of replicas.
final class DbAlter {
  private DbAlter() {}

  static void run(ClusterContext context, Args args, Consumer<Reply> reply) {
    DatabaseOptions options = DatabaseOptions.parseChange(args);
    Consumer<Result<DatabaseDefinition>> answer =
        result -> reply.accept(Answers.of(result, Answers::map));
    Answers.onDatabase(context, args.string(3), reply, it -> alter(context, it, options, answer));
  }

  private static void alter(
      ClusterContext context,
      DatabaseDefinition database,
      DatabaseOptions options,
      Consumer<Result<DatabaseDefinition>> answer) {
    if (options.change().isNothing()) {
      place(context, database, options, answer);
      return;
    }
    context.alterDatabase(
        database,
        options.change(),
        altered -> {
          switch (altered) {
            case Result.Ok<DatabaseDefinition>(var it) -> place(context, it, options, answer);
            case Result.Failed<DatabaseDefinition>(Fault fault) ->
                answer.accept(Result.failed(fault));
          }
        });
  }

  private static void place(
      ClusterContext context,
      DatabaseDefinition database,
      DatabaseOptions options,
      Consumer<Result<DatabaseDefinition>> answer) {
    if (options.replicas().isPresent()) {
      var count = new ReplicaChange.Count(options.replicas().getAsInt());
      context.placeDatabase(database, count, answer);
    } else {
      answer.accept(Result.ok(database));
    }
  }
}
