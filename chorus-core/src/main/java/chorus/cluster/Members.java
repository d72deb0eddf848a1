package chorus.cluster;

import chorus.base.Limits;
import chorus.base.NodeId;
import chorus.base.Starts;
import chorus.definition.MemberAddress;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Who belongs to the cluster, and who did: `departed` are nodes that were removed, or lost their
/// data, as they were last; that incarnation of them, and each before it, never comes back.
/// Immutable.
public record Members(Map<NodeId, Member> byId, Map<NodeId, Member> departed) {
  static final Members NONE = new Members(new TreeMap<>(), new TreeMap<>());

  public Members {
    byId = Collections.unmodifiableMap(byId);
    departed = Collections.unmodifiableMap(departed);
  }

  /// The first ones of a cluster.
  static Members formed(Map<NodeId, MemberAddress> addresses) {
    Map<NodeId, Member> all = new TreeMap<>();
    addresses.forEach((node, address) -> all.put(node, Member.fresh(address, 1)));
    return new Members(all, new TreeMap<>());
  }

  public Set<NodeId> ids() {
    return byId.keySet();
  }

  public int size() {
    return byId.size();
  }

  public boolean contains(NodeId node) {
    return byId.containsKey(node);
  }

  public Optional<Member> of(NodeId node) {
    return Optional.ofNullable(byId.get(node));
  }

  /// Where each is reached.
  public Map<NodeId, MemberAddress> addresses() {
    return byId.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each -> each.getValue().address(),
                (one, other) -> one,
                TreeMap::new));
  }

  /// The number of the latest start of `node` that is known; 0 if none is.
  public long boot(NodeId node) {
    return of(node).map(Member::boot).orElse(0L);
  }

  /// The incarnation under which `node` may be added.
  public int nextIncarnation(NodeId node) {
    return lastDeparted(node) + 1;
  }

  /// Whether this start of `node` is one of an incarnation that was removed.
  public boolean isDeparted(NodeId node, long boot) {
    return Starts.incarnation(boot) <= lastDeparted(node);
  }

  private int lastDeparted(NodeId node) {
    return Optional.ofNullable(departed.get(node)).map(Member::incarnation).orElse(0);
  }

  /// Whether another member than `node` listens where `address` says.
  public Optional<NodeId> collision(NodeId node, MemberAddress address) {
    return byId.entrySet().stream()
        .filter(each -> !each.getKey().equals(node))
        .filter(each -> each.getValue().address().collidesWith(address))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// The members after this start; these very ones if it is none, or does not come after the
  /// latest.
  Members started(NodeId node, long boot, long after) {
    Member before = byId.get(node);
    return before == null
            || before.boot() != after
            || !Starts.isAfter(boot, after)
            || before.incarnation() != Starts.incarnation(boot)
        ? this
        : with(node, before.started(boot));
  }

  /// The members with one more; these very ones if it cannot be one.
  Members plus(NodeId node, int incarnation, MemberAddress address) {
    return contains(node)
            || incarnation != nextIncarnation(node)
            || size() >= Limits.MEMBERS
            || collision(node, address).isPresent()
        ? this
        : with(node, Member.fresh(address, incarnation));
  }

  /// The members without one, whose incarnation never comes back; these very ones if it is none, or
  /// the last.
  Members without(NodeId node, int incarnation) {
    Member before = byId.get(node);
    if (before == null || before.incarnation() != incarnation || size() == 1) {
      return this;
    }
    Map<NodeId, Member> rest = new TreeMap<>(byId);
    rest.remove(node);
    Map<NodeId, Member> gone = new TreeMap<>(departed);
    gone.put(node, before);
    return new Members(rest, gone);
  }

  /// The members with the next incarnation of one, which lost what it had since its start `boot`;
  /// these very ones if it is none, or started since.
  Members renewed(NodeId node, long boot) {
    Member before = byId.get(node);
    if (before == null || before.boot() != boot) {
      return this;
    }
    Map<NodeId, Member> gone = new TreeMap<>(departed);
    gone.put(node, before);
    return new Members(byId, gone)
        .with(node, Member.fresh(before.address(), before.incarnation() + 1));
  }

  private Members with(NodeId node, Member member) {
    Map<NodeId, Member> all = new TreeMap<>(byId);
    all.put(node, member);
    return new Members(all, departed);
  }
}
