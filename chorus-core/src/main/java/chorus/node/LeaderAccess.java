package chorus.node;

import chorus.base.Certainty;
import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.cluster.Ending;
import chorus.cluster.Ending.Cause;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.command.FailoverPlan;
import chorus.command.Leaders;
import chorus.command.Switched;
import chorus.command.SwitchoverPlan;
import chorus.definition.DatabaseDefinition;
import chorus.env.Env;
import chorus.resp.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Who leads what, as commands see and change it. Answers come on the control strand and are
/// brought back by the session.
final class LeaderAccess implements Leaders {
  private final Node node;
  private final Env env;

  LeaderAccess(Node node, Env env) {
    this.node = node;
    this.env = env;
  }

  @Override
  public Result<SwitchoverPlan> plan(DatabaseDefinition database, Optional<NodeId> wanted) {
    Optional<Fault> dropped = DroppedReply.fault(database);
    if (dropped.isPresent()) {
      return Result.failed(dropped.get());
    }
    Optional<Routes.Route> route = node.view().routes().of(shard(database));
    if (route.isEmpty()) {
      return Result.failed(
          Fault.notApplied("NOQUORUM", "nobody leads " + database.name() + " at present"));
    }
    NodeId leader = route.get().leader();
    Succession succession = new Succession(node.view(), node.options(), database, leader);
    NodeId successor = wanted.or(succession::best).orElse(leader);
    Optional<String> against = succession.against(successor);
    if (against.isPresent()) {
      return Result.failed(Fault.notApplied("REFUSED", against.get()));
    }
    long behind = succession.behind(successor);
    return Result.ok(new SwitchoverPlan(leader, route.get().epoch(), successor, behind));
  }

  @Override
  public void switchOver(
      DatabaseDefinition database,
      Optional<NodeId> wanted,
      Duration patience,
      Consumer<Result<Switched>> done) {
    switch (plan(database, wanted)) {
      case Result.Failed<SwitchoverPlan>(Fault fault) -> done.accept(Result.failed(fault));
      case Result.Ok<SwitchoverPlan>(var plan) ->
          node.switchOver(shard(database), plan, patience, done);
    }
  }

  @Override
  public boolean isSwitchingOver(DatabaseDefinition database) {
    return node.view().switching().contains(shard(database));
  }

  @Override
  public void abortSwitchover(DatabaseDefinition database) {
    node.abortSwitchover(shard(database));
  }

  @Override
  public void beginElection(DatabaseDefinition database) {
    ShardId shard = shard(database);
    Epoch epoch = node.view().state().leadership(shard).epoch();
    node.propose(new BeginElection(shard, epoch, ending(Cause.ASKED)), result -> {});
  }

  @Override
  public Result<FailoverPlan> planFailover(DatabaseDefinition database) {
    return DroppedReply.fault(database)
        .<Result<FailoverPlan>>map(Result::failed)
        .orElseGet(() -> new Prospects(node.view(), node.options(), database).plan());
  }

  @Override
  public void failOver(
      DatabaseDefinition database,
      FailoverPlan plan,
      Duration patience,
      Consumer<Result<Switched>> done) {
    ShardId shard = shard(database);
    if (new Prospects(node.view(), node.options(), database).isUnderway(plan)) {
      node.awaitLeader(shard, plan.epoch(), patience, found -> done.accept(switched(plan, found)));
      return;
    }
    Ending ending = ending(plan.loss().isPresent() ? Cause.FORCED : Cause.ASKED);
    node.propose(
        new BeginElection(shard, plan.epoch(), ending),
        result -> {
          switch (result) {
            case Result.Failed<Done>(Fault fault) when fault.certainty() == Certainty.NOT_APPLIED ->
                done.accept(
                    Result.failed(
                        Fault.notApplied(
                            "REFUSED",
                            "the control plane does not agree, nothing was changed | "
                                + fault.detail())));
            case Result.Failed<Done>(Fault fault) ->
                done.accept(Result.failed(DefinitionChanges.asUsersSee(fault)));
            case Result.Ok<Done> _ ->
                node.awaitLeader(
                    shard,
                    plan.epoch().next(),
                    patience,
                    found -> done.accept(switched(plan, found)));
          }
        });
  }

  @Override
  public Reply history(DatabaseDefinition database) {
    return LeaderHistoryReply.of(node.view().state().history(shard(database)));
  }

  private static Result<Switched> switched(FailoverPlan plan, Result<Routes.Route> found) {
    return switch (found) {
      case Result.Failed<Routes.Route>(Fault fault) -> Result.failed(fault);
      case Result.Ok<Routes.Route>(Routes.Route(Epoch epoch, NodeId leader)) ->
          Result.ok(new Switched(plan.before().orElse(leader), leader, epoch.number()));
    };
  }

  private Ending ending(Cause cause) {
    NodeId self = node.options().self();
    return new Ending(cause, self, env.clock().wallMillis(), 0, "asked for at " + self);
  }

  @Override
  public Optional<NodeId> nodeAt(String address) {
    return node.members().entrySet().stream()
        .filter(each -> each.getValue().clients().equals(address))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static ShardId shard(DatabaseDefinition database) {
    return new ShardId(database.id(), 0);
  }
}
