package chorus.cluster;

import chorus.base.Epoch;
import chorus.base.NodeId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One change of a shard's leader: what ended the leadership before, who was chosen from whom, and
/// what became of it. Filled in as the facts come.
///
/// @param epoch the epoch that began with it
/// @param before who led last, if anybody ever did
/// @param leader who was chosen; empty while that is open, and for ever if the election was given
///   up for a later one
/// @param choice empty if the leadership was handed over
/// @param beganMillis from the decision until the leader served, by its own clock
/// @param clients what the clients of each node went through, of the nodes that have anything to
///   say
public record LeaderChange(
    Epoch epoch,
    Optional<NodeId> before,
    Ending ending,
    Optional<NodeId> leader,
    Optional<Choice> choice,
    Optional<Long> beganMillis,
    Map<NodeId, Hindrance> clients) {
  public LeaderChange {
    clients = Collections.unmodifiableMap(clients);
  }

  static LeaderChange of(Epoch epoch, Optional<NodeId> before, Ending ending) {
    return new LeaderChange(
        epoch,
        before,
        ending,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>());
  }

  boolean isForced() {
    return ending.cause() == Ending.Cause.FORCED;
  }

  boolean wasChosenWithout(NodeId node) {
    return choice
        .filter(each -> each.candidates().stream().noneMatch(one -> one.node().equals(node)))
        .isPresent();
  }

  LeaderChange ledBy(NodeId node) {
    return new LeaderChange(epoch, before, ending, Optional.of(node), choice, beganMillis, clients);
  }

  LeaderChange chosen(NodeId node, Choice from) {
    return new LeaderChange(
        epoch, before, ending, Optional.of(node), Optional.of(from), beganMillis, clients);
  }

  /// Only the first word counts, here and below.
  LeaderChange began(long millis) {
    return new LeaderChange(
        epoch, before, ending, leader, choice, beganMillis.or(() -> Optional.of(millis)), clients);
  }

  LeaderChange seen(NodeId node, Hindrance what) {
    Map<NodeId, Hindrance> all = new TreeMap<>(clients);
    all.putIfAbsent(node, what);
    return new LeaderChange(epoch, before, ending, leader, choice, beganMillis, all);
  }
}
