package chorus.node;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.Result;
import chorus.cluster.MetaCommand.AlterDatabase;
import chorus.cluster.MetaCommand.CreateDatabase;
import chorus.command.DatabaseChange;
import chorus.command.DatabaseRequest;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.AckPolicy;
import chorus.definition.DatabaseDefinition;
import chorus.env.Env;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes databases and changes their definitions, on the word of a client. On a gateway's strand.
final class DefinitionChanges {
  private static final int FIRST_FREE = 0;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Node node;
  private final Env env;

  DefinitionChanges(Node node, Env env) {
    this.node = node;
    this.env = env;
  }

  /// See [ClusterContext#createDatabase].
  void create(DatabaseRequest request, Consumer<Result<DatabaseDefinition>> done) {
    int members = node.view().state().members().size();
    int replicas = request.replicas().orElse(members);
    AckPolicy policy = request.policy();
    if (replicas > members || !AckConfig.fits(policy.mode(), replicas)) {
      done.accept(Result.failed(Fault.notApplied("ERR", tooFew(replicas, members, policy.mode()))));
      return;
    }
    if (!policy.isSound()) {
      done.accept(Result.failed(unsound(policy)));
      return;
    }
    Optional<DatabaseDefinition> taken = node.view().state().byName(request.name());
    int index = request.index().orElseGet(this::lowestFreeIndex);
    if (taken.isEmpty()) {
      taken = node.view().state().byIndex(index);
    }
    if (taken.isPresent()) {
      done.accept(Result.failed(taken(taken.get())));
      return;
    }
    create(
        new CreateDatabase(
            request.name(),
            index,
            request.engine(),
            request.failover(),
            request.onFollower(),
            policy,
            replicas),
        done);
  }

  /// Commits the definition; what this node knows afterwards says how that went. `done` on the
  /// gateway's strand.
  void create(CreateDatabase command, Consumer<Result<DatabaseDefinition>> done) {
    node.propose(
        command,
        result ->
            env.scheduler().execute(() -> created(result, command.name(), command.index(), done)));
  }

  private void created(
      Result<Done> result, String name, int index, Consumer<Result<DatabaseDefinition>> done) {
    Optional<DatabaseDefinition> made = node.view().state().byIndex(index);
    if (made.isPresent()) {
      done.accept(
          made.get().name().equals(name)
              ? Result.ok(made.get())
              : Result.failed(
                  Fault.notApplied("EXISTS", "index " + index + " is " + made.get().name())));
      return;
    }
    switch (result) {
      case Result.Ok<Done> _ ->
          done.accept(
              Result.failed(
                  node.view()
                      .state()
                      .byName(name)
                      .map(DefinitionChanges::taken)
                      .orElse(Fault.notApplied("UNAVAILABLE", "the cluster is not formed yet"))));
      case Result.Failed<Done>(Fault fault) -> done.accept(Result.failed(asUsersSee(fault)));
    }
  }

  /// See [ClusterContext#alterDatabase].
  void alter(
      DatabaseDefinition database,
      DatabaseChange change,
      Consumer<Result<DatabaseDefinition>> done) {
    Optional<Fault> dropped = DroppedReply.fault(database);
    if (dropped.isPresent()) {
      done.accept(Result.failed(dropped.get()));
      return;
    }
    AlterDatabase alter =
        new AlterDatabase(
            database.id(),
            database.version(),
            change.failover().orElse(database.failover()),
            change.onFollower().orElse(database.onFollower()),
            change.to(database.policy()));
    int replicas = database.ack().replicas().size();
    if (!AckConfig.fits(alter.policy().mode(), replicas)) {
      String why = tooFew(replicas, replicas, alter.policy().mode());
      done.accept(Result.failed(Fault.notApplied("ERR", why)));
      return;
    }
    if (!alter.policy().isSound()) {
      done.accept(Result.failed(unsound(alter.policy())));
      return;
    }
    node.propose(
        alter,
        result ->
            env.scheduler()
                .execute(() -> {
                  switch (result) {
                    case Result.Ok<Done> _ ->
                        inForce(alter, now() + node.options().timings().ackWait().toNanos(), done);
                    case Result.Failed<Done>(Fault fault) ->
                        done.accept(Result.failed(asUsersSee(fault)));
                  }
                }));
  }

  /// Looks until what was altered is in force, or `untilNanos` have come.
  private void inForce(
      AlterDatabase alter, long untilNanos, Consumer<Result<DatabaseDefinition>> done) {
    Optional<DatabaseDefinition> altered =
        Optional.ofNullable(node.view().state().databases().get(alter.database()))
            .filter(it -> it.failover() == alter.failover())
            .filter(it -> it.onFollower() == alter.onFollower())
            .filter(it -> it.policy().equals(alter.policy()));
    if (altered.isEmpty()) {
      done.accept(
          Result.failed(Fault.notApplied("ERR", "it was altered by somebody else meanwhile")));
    } else if (altered.get().isSettled() || now() - untilNanos > 0) {
      done.accept(Result.ok(altered.get()));
    } else {
      env.scheduler().after(LOOK_AGAIN, () -> inForce(alter, untilNanos, done));
    }
  }

  private static Fault taken(DatabaseDefinition by) {
    String dropped =
        by.isDropped()
            ? ", which stays taken until it is gone for good | CHORUS DB UNDROP "
                + by.name()
                + " brings it back"
            : "";
    return Fault.notApplied("EXISTS", by.name() + " has index " + by.index() + dropped);
  }

  private static Fault unsound(AckPolicy policy) {
    return Fault.notApplied(
        "ERR",
        "fsync everysec goes with ack async alone, nothing was changed | ack %s needs fsync always"
            .formatted(policy.mode().word()));
  }

  private static String tooFew(int replicas, int members, AckMode mode) {
    return replicas > members
        ? "the cluster has %d nodes, %d replicas are too many".formatted(members, replicas)
        : "%s needs more replicas than %d".formatted(mode.word(), replicas);
  }

  private int lowestFreeIndex() {
    int index = FIRST_FREE;
    while (node.view().state().byIndex(index).isPresent()) {
      index++;
    }
    return index;
  }

  /// What is known of a proposal, in the words of the error table.
  static Fault asUsersSee(Fault fault) {
    return switch (fault.certainty()) {
      case NOT_APPLIED -> Fault.notApplied("NOQUORUM", fault.detail());
      case INDETERMINATE -> Fault.indeterminate("INDETERMINATE", fault.detail());
    };
  }

  private long now() {
    return env.clock().monotonicNanos();
  }
}
