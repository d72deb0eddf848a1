package chorus.node;

import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.definition.DatabaseDefinition;
import chorus.log.ReplicaState.Wholeness;
import chorus.wire.ShardStatus;
import chorus.wire.ShardStatus.FollowerStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Who may take a leadership over, judged by what the nodes said within the last heartbeats.
final class Succession {
  private final ClusterView view;
  private final NodeOptions options;
  private final DatabaseDefinition definition;
  private final ShardId shard;
  private final NodeId leader;

  Succession(ClusterView view, NodeOptions options, DatabaseDefinition definition, NodeId leader) {
    this.view = view;
    this.options = options;
    this.definition = definition;
    this.shard = new ShardId(definition.id(), 0);
    this.leader = leader;
  }

  /// Why `successor` cannot take over at present, with who could; empty if it can.
  Optional<String> against(NodeId successor) {
    return reason(successor)
        .map(reason -> successor + " " + reason + ", nothing was changed | " + alternative());
  }

  /// The follower that lacks least, if any can take over.
  Optional<NodeId> best() {
    return definition.ack().replicas().stream()
        .filter(each -> reason(each).isEmpty())
        .min((one, other) -> Long.compare(behind(one), behind(other)));
  }

  /// Records of the leader's log that `node` lacks.
  long behind(NodeId node) {
    long end = status(leader).map(each -> each.last().number()).orElse(0L);
    return Math.max(0, end - follower(node).map(each -> each.match().number()).orElse(0L));
  }

  private Optional<String> reason(NodeId successor) {
    if (!definition.ack().replicas().contains(successor)) {
      return Optional.of("holds no replica of " + definition.name());
    }
    if (successor.equals(leader)) {
      return Optional.of("leads " + definition.name() + " already");
    }
    if (!definition.mayLead(successor) || definition.leaving().contains(successor)) {
      return Optional.of("is about to give its replica up");
    }
    Optional<ShardStatus> status = status(successor);
    if (status.isEmpty()) {
      return Optional.of("is not heard from");
    }
    if (status.get().standing() == ShardStatus.Standing.FAILED) {
      return Optional.of("has a replica that failed");
    }
    if (status.get().standing() == ShardStatus.Standing.REBUILDING) {
      return Optional.of("makes damaged rows again from its log");
    }
    if (status.get().standing() == ShardStatus.Standing.DAMAGED) {
      return Optional.of("has a damaged log");
    }
    if (status.get().wholeness() != Wholeness.WHOLE) {
      return Optional.of("has lost records and is not whole again yet");
    }
    if (view.clocksOff().containsKey(successor)) {
      return Optional.of("has a clock that is off");
    }
    return follower(successor).filter(each -> each.feed() == ShardStatus.Feed.STREAMING).isEmpty()
        ? Optional.of("does not follow " + leader + " at present")
        : Optional.empty();
  }

  private String alternative() {
    String able =
        definition.ack().replicas().stream()
            .filter(each -> reason(each).isEmpty())
            .map(each -> each + " (" + behind(each) + " records behind)")
            .collect(Collectors.joining(", "));
    return able.isEmpty()
        ? "nobody else can take over at present either: wait until a follower is streaming"
        : "could take over: " + able;
  }

  private Optional<FollowerStatus> follower(NodeId node) {
    return status(leader).map(ShardStatus::followers).orElse(List.of()).stream()
        .filter(each -> each.node().equals(node))
        .findFirst();
  }

  private Optional<ShardStatus> status(NodeId node) {
    return view.status(node, shard, options.timings().detection());
  }
}
