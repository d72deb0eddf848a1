package chorus.ack;

import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.definition.AckRule;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Which records of one leadership are on enough replicas, fsynced.
///
/// Counts over the configured replicas, never over the connected ones. It knows of others, too, so
/// that their copies count from the moment at which a rule counts them. Where several rules hold,
/// since one configuration gives way to another, a record needs all of them. Nothing counts before
/// the leadership's own first record does: records of earlier leaders are committed only by what
/// follows them (Raft, section 5.4.2, figure 8).
public final class AckTracker {
  private final Map<NodeId, Lsn> durable = new LinkedHashMap<>();
  private final Lsn epochStart;
  private List<AckRule> rules;
  private Lsn committed;

  /// `epochStart` is the position of this leadership's first record; `committed` what is known to
  /// be committed already.
  public AckTracker(Collection<NodeId> replicas, AckRule rule, Lsn epochStart, Lsn committed) {
    for (NodeId replica : replicas) {
      durable.put(replica, Lsn.NONE);
    }
    this.rules = List.of(rule);
    this.epochStart = epochStart;
    this.committed = committed;
  }

  /// From now on a record needs all of these. True if more is committed now.
  public boolean obey(List<AckRule> others) {
    rules = List.copyOf(others);
    return advance();
  }

  /// The copies of `replica` are looked at from now on; nothing is known of them yet.
  public void admit(NodeId replica) {
    durable.putIfAbsent(replica, Lsn.NONE);
  }

  /// The copies of `replica` count no more. What is committed stays so.
  public void dismiss(NodeId replica) {
    durable.remove(replica);
  }

  /// `replica` has everything up to `lsn` durably. Positions that went back are ignored. True if
  /// more is committed now.
  public boolean durable(NodeId replica, Lsn lsn) {
    Lsn before = durable.get(replica);
    if (before == null || !lsn.isAfter(before)) {
      return false;
    }
    durable.put(replica, lsn);
    return advance();
  }

  /// `replica` has durably no more than what is up to `lsn`, which may be less than it once said:
  /// its data was damaged. What is committed stays so.
  public void lost(NodeId replica, Lsn lsn) {
    durable.computeIfPresent(replica, (_, before) -> Lsn.min(before, lsn));
  }

  /// The position up to which `replica` has everything durably.
  public Lsn durableAt(NodeId replica) {
    return durable.getOrDefault(replica, Lsn.NONE);
  }

  /// How many of the replicas have everything up to `lsn` durably.
  public int holders(Lsn lsn) {
    return (int) durable.values().stream().filter(each -> !each.isBefore(lsn)).count();
  }

  /// The position up to which records are on enough replicas. Never retreats.
  public Lsn committed() {
    return committed;
  }

  /// Whether everything up to `lsn` is on the replicas that `rule` asks for.
  public boolean isMet(AckRule rule, Lsn lsn) {
    return !reached(rule).isBefore(lsn);
  }

  /// The position up to which everything is on the replicas that `rule` asks for.
  public Lsn reached(AckRule rule) {
    return rule.reached(this::durableAt);
  }

  /// What must be committed before the record at `lsn` may be acknowledged, not only shown: of what
  /// earlier leaders wrote, some rules let less than an acknowledgement be shown.
  public Lsn gateOf(Lsn lsn) {
    boolean isSettled = lsn.isAfter(epochStart) || !least(AckRule::reached).isBefore(lsn);
    return isSettled ? lsn : epochStart.next();
  }

  private boolean advance() {
    Lsn reached = least(AckRule::reached);
    if (reached.isBefore(epochStart)) {
      reached = Lsn.min(epochStart, least(AckRule::opened));
    }
    if (reached.isBefore(epochStart) || !reached.isAfter(committed)) {
      return false;
    }
    committed = reached;
    return true;
  }

  private Lsn least(Reach reach) {
    Lsn least = new Lsn(Long.MAX_VALUE);
    for (AckRule rule : rules) {
      least = Lsn.min(least, reach.of(rule, this::durableAt));
    }
    return least;
  }

  /// How far one rule lets something go.
  private interface Reach {
    Lsn of(AckRule rule, Function<NodeId, Lsn> durable);
  }
}
