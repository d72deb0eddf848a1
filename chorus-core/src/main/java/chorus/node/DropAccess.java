package chorus.node;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Result;
import chorus.cluster.Ending;
import chorus.cluster.Ending.Cause;
import chorus.cluster.MetaCommand;
import chorus.cluster.MetaCommand.DropDatabase;
import chorus.cluster.MetaCommand.UndropDatabase;
import chorus.definition.DatabaseDefinition;
import chorus.definition.Dropped;
import chorus.env.Env;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Drops databases and takes that back, on the word of a client. On a gateway's strand.
///
/// Asking twice does no harm: what is dropped stays dropped, and until the same time.
final class DropAccess {
  private final Node node;
  private final Env env;

  DropAccess(Node node, Env env) {
    this.node = node;
    this.env = env;
  }

  /// See [chorus.command.ClusterContext#dropDatabase].
  void drop(DatabaseDefinition database, Consumer<Result<DatabaseDefinition>> done) {
    long now = env.clock().wallMillis();
    var mark = new Dropped(now + node.options().timings().undrop().toMillis());
    var self = node.options().self();
    var ending = new Ending(Cause.DROPPED, self, now, 0, "asked for at " + self);
    propose(
        new DropDatabase(database.id(), database.version(), mark, ending),
        database,
        DatabaseDefinition::isDropped,
        done);
  }

  /// See [chorus.command.ClusterContext#undropDatabase].
  void undrop(DatabaseDefinition database, Consumer<Result<DatabaseDefinition>> done) {
    propose(
        new UndropDatabase(database.id(), database.version()),
        database,
        it -> !it.isDropped(),
        done);
  }

  private void propose(
      MetaCommand command,
      DatabaseDefinition database,
      Predicate<DatabaseDefinition> isWanted,
      Consumer<Result<DatabaseDefinition>> done) {
    node.propose(
        command,
        result ->
            env.scheduler()
                .execute(() ->
                    done.accept(
                        switch (result) {
                          case Result.Ok<Done> _ -> outcome(database, isWanted);
                          case Result.Failed<Done>(Fault fault) ->
                              Result.failed(DefinitionChanges.asUsersSee(fault));
                        })));
  }

  /// What this node knows by now.
  private Result<DatabaseDefinition> outcome(
      DatabaseDefinition database, Predicate<DatabaseDefinition> isWanted) {
    Optional<DatabaseDefinition> known =
        Optional.ofNullable(node.view().state().databases().get(database.id()));
    if (known.isEmpty()) {
      return Result.failed(Fault.notApplied("ERR", database.name() + " is gone for good"));
    }
    return known
        .filter(isWanted)
        .map(Result::ok)
        .orElseGet(() ->
            Result.failed(
                Fault.notApplied(
                    "ERR", "it was altered by somebody else meanwhile, nothing was changed")));
  }
}
