package chorus.definition;

import chorus.base.NodeId;
import chorus.base.Require;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// Who holds a database and when its writes count: one versioned value, since changing a part
/// changes the promise.
///
/// `replicas` hold data, in the order of preference for leading and of the chain; `witnesses` hold
/// none and only take part in leases. Together they are the *fence group*: a lease needs a majority
/// of it. `synchronous` are the two nodes whose copies count in [AckMode#SEMI_SYNC]; there are none
/// in any other mode.
public record AckConfig(
    long version,
    AckMode mode,
    List<NodeId> replicas,
    List<NodeId> witnesses,
    List<NodeId> synchronous) {
  /// Copies in [AckMode#SEMI_SYNC].
  public static final int PAIR = 2;

  /// Members of a fence group, where there are so many: witnesses fill it up.
  private static final int FENCE_GROUP = 3;

  public AckConfig {
    Require.that(!replicas.isEmpty(), "a database has at least one replica");
    Require.that(
        synchronous.size() == (mode == AckMode.SEMI_SYNC ? PAIR : 0),
        "two nodes are synchronous in semi-sync",
        mode,
        synchronous);
    replicas = List.copyOf(replicas);
    witnesses = List.copyOf(witnesses);
    synchronous = List.copyOf(synchronous);
  }

  /// The first version. In semi-sync the two replicas that are preferred for leading are
  /// synchronous.
  public static AckConfig first(AckMode mode, List<NodeId> replicas, List<NodeId> witnesses) {
    List<NodeId> pair = mode == AckMode.SEMI_SYNC ? replicas.subList(0, PAIR) : List.of();
    return new AckConfig(1, mode, replicas, witnesses, pair);
  }

  /// Another version, whose mode needs no pair.
  public AckConfig as(long otherVersion, AckMode otherMode) {
    return new AckConfig(otherVersion, otherMode, replicas, witnesses, List.of());
  }

  /// Another version in semi-sync, with this pair.
  public AckConfig paired(long otherVersion, NodeId leader, NodeId follower) {
    return new AckConfig(
        otherVersion, AckMode.SEMI_SYNC, replicas, witnesses, List.of(leader, follower));
  }

  /// The same under another number.
  public AckConfig as(long otherVersion) {
    return new AckConfig(otherVersion, mode, replicas, witnesses, synchronous);
  }

  /// Another version in the same mode, with `node` as one replica more.
  public AckConfig with(long otherVersion, NodeId node) {
    var more = new ArrayList<NodeId>(replicas);
    more.add(node);
    return on(otherVersion, more);
  }

  /// Another version in the same mode, without the replica `node`, which is not synchronous.
  public AckConfig without(long otherVersion, NodeId node) {
    return on(otherVersion, replicas.stream().filter(each -> !each.equals(node)).toList());
  }

  private AckConfig on(long otherVersion, List<NodeId> others) {
    List<NodeId> left = witnesses.stream().filter(each -> !others.contains(each)).toList();
    return new AckConfig(otherVersion, mode, others, left, synchronous);
  }

  /// The same with witnesses out of `candidates`, so many that the fence group has three members,
  /// as far as there are any.
  public AckConfig witnessedBy(List<NodeId> candidates) {
    List<NodeId> fresh =
        Stream.concat(witnesses.stream(), candidates.stream())
            .filter(each -> !replicas.contains(each))
            .distinct()
            .limit(Math.max(0, FENCE_GROUP - replicas.size()))
            .toList();
    return new AckConfig(version, mode, replicas, fresh, synchronous);
  }

  /// Whether this may follow on `before`: at most one replica joins or leaves, and then nothing
  /// else changes that says how many copies a record needs.
  public boolean isStepFrom(AckConfig before) {
    long joining = replicas.stream().filter(each -> !before.replicas.contains(each)).count();
    long leaving = before.replicas.stream().filter(each -> !replicas.contains(each)).count();
    return joining + leaving == 0
        || (joining + leaving == 1
            && mode == before.mode
            && synchronous.equals(before.synchronous));
  }

  /// Whether the same nodes hold the data, and no others take part in leases.
  public boolean hasTheNodesOf(AckConfig other) {
    return replicas.equals(other.replicas) && witnesses.equals(other.witnesses);
  }

  /// Whether so many replicas can have the mode.
  public static boolean fits(AckMode mode, int replicas) {
    return mode != AckMode.SEMI_SYNC || replicas >= PAIR;
  }

  /// Which copies a write needs while `leader` leads, its own included.
  public AckRule rule(NodeId leader) {
    return switch (mode) {
      case MAJORITY -> majorityRule();
      case SEMI_SYNC -> AckRule.of(synchronous, PAIR);
      case ALL, CHAIN -> new AckRule(replicas, replicas.size(), majority());
      case ASYNC -> AckRule.of(List.of(leader), 1);
    };
  }

  /// Whether an election that has the reports of these replicas needs no more: every acknowledged
  /// write is in one of them, and whatever was read (F6). In [AckMode#ASYNC] no reports can say
  /// that, and one will do.
  public boolean mayElect(Collection<NodeId> reporters) {
    if (isLossy()) {
      return replicas.stream().anyMatch(reporters::contains);
    }
    AckRule rule = rule(replicas.getFirst());
    int needed = rule.counted().size() - rule.opening() + 1;
    return rule.counted().stream().filter(reporters::contains).count() >= needed;
  }

  /// Whether acknowledgements wait for this node, whoever leads.
  public boolean isSynchronous(NodeId node) {
    return switch (mode) {
      case MAJORITY, ALL, CHAIN -> replicas.contains(node);
      case SEMI_SYNC -> synchronous.contains(node);
      case ASYNC -> false;
    };
  }

  /// Whether a failover may leave acknowledged writes behind.
  public boolean isLossy() {
    return mode == AckMode.ASYNC;
  }

  /// Whether records travel from replica to replica.
  public boolean isChain() {
    return mode == AckMode.CHAIN;
  }

  /// The replicas in the order in which records travel while `leader` leads in [AckMode#CHAIN]: it
  /// is the first, the others keep their order.
  public List<NodeId> chain(NodeId leader) {
    var chain = new ArrayList<NodeId>(List.of(leader));
    replicas.stream().filter(each -> !each.equals(leader)).forEach(chain::add);
    return List.copyOf(chain);
  }

  /// Those behind `node` in the chain that `leader` heads, nearest first: its successor, and who
  /// comes after that. Nobody if `node` is not in it.
  public List<NodeId> behind(NodeId leader, NodeId node) {
    List<NodeId> chain = chain(leader);
    int at = chain.indexOf(node);
    return at < 0 ? List.of() : chain.subList(at + 1, chain.size());
  }

  /// More than half of the replicas, whatever the mode is.
  public AckRule majorityRule() {
    return AckRule.of(replicas, majority());
  }

  private int majority() {
    return replicas.size() / 2 + 1;
  }

  public List<NodeId> fenceGroup() {
    var group = new ArrayList<NodeId>(replicas);
    group.addAll(witnesses);
    return List.copyOf(group);
  }

  /// Members of the fence group that a lease needs.
  public int leaseMajority() {
    return (replicas.size() + witnesses.size()) / 2 + 1;
  }
}
