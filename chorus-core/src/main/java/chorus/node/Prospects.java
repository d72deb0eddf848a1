package chorus.node;

import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.Result;
import chorus.base.ShardId;
import chorus.cluster.Ending.Cause;
import chorus.cluster.Leadership;
import chorus.command.FailoverPlan;
import chorus.definition.AckConfig;
import chorus.definition.DatabaseDefinition;
import chorus.definition.FailoverMode;
import chorus.log.ReplicaState.Wholeness;
import chorus.wire.ShardStatus;
import chorus.wire.ShardStatus.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What an election would come to, judged by what the nodes said within the last heartbeats, and of
/// the silent ones by what they said last.
final class Prospects {
  private final ClusterView view;
  private final NodeOptions options;
  private final DatabaseDefinition definition;
  private final ShardId shard;
  private final AckConfig ack;

  Prospects(ClusterView view, NodeOptions options, DatabaseDefinition definition) {
    this.view = view;
    this.options = options;
    this.definition = definition;
    this.shard = new ShardId(definition.id(), 0);
    this.ack = definition.ack();
  }

  /// Fault: `REFUSED` if somebody serves, or too few nodes answer for anybody to be chosen.
  Result<FailoverPlan> plan() {
    Optional<NodeId> serving =
        view.routes().of(shard).map(Routes.Route::leader).filter(each -> !isSilent(each));
    if (serving.isPresent()) {
      return refused(
          serving.get() + " leads " + definition.name(),
          "CHORUS LEADER MOVE hands it over without a loss");
    }
    long heard = ack.fenceGroup().stream().filter(each -> !isSilent(each)).count();
    List<NodeId> able = ack.replicas().stream().filter(this::takesPart).toList();
    if (heard < ack.leaseMajority() || !ack.mayElect(able)) {
      return refused(
          "too few nodes answer for a leader to be safe from the one before: " + positions(),
          "bring more of them back");
    }
    List<NodeId> telling = able.stream().filter(each -> wholeness(each).tells()).toList();
    Optional<NodeId> safe =
        longest(able, Wholeness.WHOLE::equals)
            .filter(best -> ack.mayElect(telling) && hasAsMuchAs(best, telling));
    Optional<NodeId> any = longest(able, each -> each != Wholeness.ROWLESS);
    if (any.isEmpty()) {
      return refused(
          "whoever answers has no rows: " + positions(), "bring back a replica that has them");
    }
    NodeId successor = safe.orElse(any.get());
    Optional<String> loss = safe.isPresent() ? Optional.empty() : Optional.of(loss(successor));
    var leadership = view.state().leadership(shard);
    return Result.ok(
        new FailoverPlan(leadership.last(), leadership.epoch(), successor, end(successor), loss));
  }

  private Optional<NodeId> longest(List<NodeId> nodes, Predicate<Wholeness> which) {
    return nodes.stream()
        .filter(each -> which.test(wholeness(each)))
        .max(Comparator.comparing(this::end));
  }

  /// A replica without rows cannot lead, and may yet have the last acknowledged records.
  private boolean hasAsMuchAs(NodeId best, List<NodeId> telling) {
    return ack.isLossy() || telling.stream().noneMatch(each -> end(each).isAfter(end(best)));
  }

  /// Whether an election that needs no more than this plan accepts is under way already, or who was
  /// chosen is about to begin: to begin anew would only put it off, for ever if that is repeated.
  boolean isUnderway(FailoverPlan plan) {
    return switch (view.state().leadership(shard)) {
      case Leadership.Vacant() -> true;
      case Leadership.Electing(var _, var _, var cause) ->
          cause == Cause.FORCED
              || (plan.loss().isEmpty()
                  && (cause != Cause.DETECTED || definition.failover() == FailoverMode.AUTO));
      case Leadership.Led led -> isAboutToBegin(led);
    };
  }

  private boolean isAboutToBegin(Leadership.Led led) {
    boolean sameProcess =
        Optional.ofNullable(view.heard().get(led.leader()))
            .filter(each -> each.boot() == led.boot())
            .isPresent();
    return sameProcess
        && heard(led.leader())
            .map(ShardStatus::standing)
            .filter(each -> each != Standing.FAILED && each != Standing.ABDICATED)
            .isPresent();
  }

  private String loss(NodeId successor) {
    return "%s: %s; nothing is known after LSN %s: what was acknowledged beyond it, and is held by others alone, would be lost"
        .formatted(definition.name(), positions(), end(successor));
  }

  private String positions() {
    return ack.replicas().stream().map(this::position).collect(Collectors.joining("; "));
  }

  private String position(NodeId node) {
    Optional<ShardStatus> ever = view.status(node, shard);
    if (isSilent(node)) {
      return ever.map(last -> "%s is silent, its last word was LSN %s".formatted(node, last.last()))
          .orElse(node + " was never heard");
    }
    if (ever.isEmpty()) {
      return node + " has no open replica";
    }
    ShardStatus status = ever.get();
    String how =
        status.standing() == Standing.FAILED
            ? "%s has a replica that failed, with LSN %s"
            : switch (status.wholeness()) {
              case NOT_WHOLE -> "%s has lost records and ends at LSN %s";
              case ROWLESS -> "%s waits for the rows of another replica, its log ends at LSN %s";
              case WHOLE -> "%s has everything up to LSN %s";
            };
    return how.formatted(node, status.last());
  }

  private static Result<FailoverPlan> refused(String why, String instead) {
    return Result.failed(Fault.notApplied("REFUSED", why + ", nothing was changed | " + instead));
  }

  private boolean takesPart(NodeId node) {
    return heard(node).filter(each -> each.standing() != Standing.FAILED).isPresent();
  }

  private Wholeness wholeness(NodeId node) {
    return heard(node).map(ShardStatus::wholeness).orElse(Wholeness.NOT_WHOLE);
  }

  private Lsn end(NodeId node) {
    return heard(node).map(ShardStatus::last).orElse(Lsn.NONE);
  }

  private Optional<ShardStatus> heard(NodeId node) {
    return view.status(node, shard, options.timings().detection());
  }

  private boolean isSilent(NodeId node) {
    return view.isSilent(node, options.timings().detection());
  }
}
