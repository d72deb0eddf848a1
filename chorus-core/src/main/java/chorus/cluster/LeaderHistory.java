package chorus.cluster;

import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The last changes of a shard's leader, the oldest first; at most [Limits#LEADER_CHANGES]. A
/// leader that was forced is remembered longest.
public record LeaderHistory(List<LeaderChange> changes) {
  public static final LeaderHistory NONE = new LeaderHistory(List.of());

  public LeaderHistory {
    changes = List.copyOf(changes);
  }

  LeaderHistory plus(LeaderChange change) {
    List<LeaderChange> all = new ArrayList<>(changes);
    if (all.size() == Limits.LEADER_CHANGES) {
      all.remove(all.stream().filter(each -> !each.isForced()).findFirst().orElse(all.getFirst()));
    }
    all.add(change);
    return new LeaderHistory(all);
  }

  /// The epoch of the last leader that was forced without a report of `node`; [Epoch#NONE] if none
  /// was.
  public Epoch forcedWithout(NodeId node) {
    return changes.stream()
        .filter(each -> each.isForced() && each.wasChosenWithout(node))
        .map(LeaderChange::epoch)
        .reduce(Epoch.NONE, (_, later) -> later);
  }

  /// The history with `change` made to the entry of `epoch`, if it is still there.
  LeaderHistory with(Epoch epoch, UnaryOperator<LeaderChange> change) {
    return new LeaderHistory(
        changes.stream()
            .map(each -> each.epoch().equals(epoch) ? change.apply(each) : each)
            .toList());
  }
}
