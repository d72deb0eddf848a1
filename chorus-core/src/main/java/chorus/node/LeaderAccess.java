package chorus.node;

import chorus.base.Done;
import chorus.base.Fault;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.cluster.MetaCommand.BeginElection;
import chorus.command.Leaders;
import chorus.command.Switched;
import chorus.command.SwitchoverPlan;
import chorus.definition.DatabaseDefinition;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Who leads what, as commands see and change it. Answers come on the control strand and are
/// brought back by the session.
final class LeaderAccess implements Leaders {
  private final Node node;

  LeaderAccess(Node node) {
    this.node = node;
  }

  @Override
  public Result<SwitchoverPlan> plan(DatabaseDefinition database, Optional<NodeId> wanted) {
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
  public void beginElection(DatabaseDefinition database, Consumer<Result<Done>> done) {
    ShardId shard = shard(database);
    node.propose(
        new BeginElection(shard, node.view().state().leadership(shard).epoch()),
        result ->
            done.accept(
                result instanceof Result.Failed<Done>(Fault fault)
                    ? Result.failed(ClusterAccess.asUsersSee(fault))
                    : result));
  }

  @Override
  public Optional<NodeId> nodeAt(String address) {
    return node.options().addresses().entrySet().stream()
        .filter(each -> each.getValue().equals(address))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static ShardId shard(DatabaseDefinition database) {
    return new ShardId(database.id(), 0);
  }
}
