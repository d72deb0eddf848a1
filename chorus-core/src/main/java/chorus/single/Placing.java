package chorus.single;

import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.DatabaseDefinition;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The next step on the way to where users want a database: one replica more, once its learner is
/// whole and near the end of the log; and one replica fewer, once all that are to join are there.
///
/// A step is taken only if those that answer can acknowledge by it. So nothing that does not answer
/// holds anything up but its own step, and records never have fewer copies on the way than at its
/// two ends. Whoever leads stays until another leads.
final class Placing {
  private final NodeId leader;
  private final DatabaseDefinition definition;
  private final Followers followers;

  Placing(NodeId leader, DatabaseDefinition definition, Followers followers) {
    this.leader = leader;
    this.definition = definition;
    this.followers = followers;
  }

  /// What is to be planned as `version`, while these replicas are `able` to confirm; empty if there
  /// is nothing to do, or it has to wait.
  Optional<AckConfig> next(long version, Set<NodeId> able) {
    if (definition.isPlaced()) {
      return Optional.empty();
    }
    Set<NodeId> ready = followers.ready();
    Optional<AckConfig> next =
        definition.joining().isEmpty() ? leaving(version, able) : joining(version, ready);
    Set<NodeId> all = new TreeSet<>(able);
    all.addAll(ready);
    return next.filter(it -> it.rule(leader).isMetBy(all));
  }

  private Optional<AckConfig> joining(long version, Set<NodeId> ready) {
    return definition.joining().stream()
        .filter(ready::contains)
        .findFirst()
        .map(each -> definition.ack().with(version, each));
  }

  /// Who does not answer leaves first: then there are more copies as long as others are to leave.
  private Optional<AckConfig> leaving(long version, Set<NodeId> able) {
    return definition.leaving().stream()
        .filter(each -> !each.equals(leader))
        .min(Comparator.comparing(able::contains))
        .filter(_ -> fits(definition.ack().replicas().size() - 1))
        .flatMap(each -> without(version, each, able));
  }

  private boolean fits(int replicas) {
    return AckConfig.fits(definition.ack().mode(), replicas);
  }

  /// Out of a synchronous pair nobody leaves: first another follower takes the place.
  private Optional<AckConfig> without(long version, NodeId node, Set<NodeId> able) {
    AckConfig inForce = definition.ack();
    if (!inForce.synchronous().contains(node)) {
      return Optional.of(inForce.without(version, node));
    }
    Set<NodeId> others = new TreeSet<>(able);
    definition.leaving().forEach(others::remove);
    return inForce.mode() == AckMode.SEMI_SYNC
        ? followers.best(others).map(each -> inForce.paired(version, leader, each))
        : Optional.empty();
  }
}
