package chorus.time;

import chorus.base.NodeId;
import chorus.base.Require;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/// The leader's side of a lease: how long a majority of the fence group has promised to follow
/// nobody else; of both groups, while one gives way to another.
///
/// Counted from the *send* time of the round that a member answered, so that the leader's view
/// always ends before the member's own, which counts from receipt; what the two clocks may differ
/// in speed is the drift bound. Everybody's promise is remembered, that of nodes in no group too:
/// they may be in the next one. The strand that keeps heartbeats calls everything but [#isValidAt],
/// which any strand may. Source: Gray and Cheriton 1989.
public final class LeaseHolder {
  private final long usableNanos;
  private final long startNanos;
  private final Map<NodeId, Long> grantedAt = new TreeMap<>();
  private final AtomicLong validUntil;
  private List<List<NodeId>> groups;

  /// `usableNanos` is the lease less the drift bound.
  public LeaseHolder(List<NodeId> group, long usableNanos, long startNanos) {
    Require.that(!group.isEmpty() && usableNanos > 0, "a lease has a group and a length");
    this.groups = List.of(group);
    this.usableNanos = usableNanos;
    this.startNanos = startNanos;
    this.validUntil = new AtomicLong(startNanos);
  }

  /// A node promised in answer to a round that was sent at `sentNanos`.
  public void granted(NodeId member, long sentNanos) {
    grantedAt.merge(member, sentNanos, Math::max);
    validUntil.set(supported(groups));
  }

  /// From now on the lease needs a majority of each of these, whether it has them or not.
  public void obey(List<List<NodeId>> others) {
    groups = List.copyOf(others);
    validUntil.set(supported(groups));
  }

  /// The same, if it has them at this moment, by rounds that were sent at `sinceNanos` or later:
  /// who has gone since then supports nothing for long. Else nothing changes. Says whether it has.
  public boolean join(List<List<NodeId>> others, long sinceNanos, long nowNanos) {
    boolean isFresh =
        others.stream().allMatch(each -> supportedBy(each) - usableNanos - sinceNanos >= 0);
    boolean has = isFresh && supported(others) - nowNanos > 0;
    if (has) {
      obey(others);
    }
    return has;
  }

  public boolean isValidAt(long nowNanos) {
    return validUntil.get() - nowNanos > 0;
  }

  /// Until when all of these groups hold.
  private long supported(List<List<NodeId>> those) {
    return those.stream().mapToLong(this::supportedBy).min().orElse(startNanos);
  }

  private long supportedBy(List<NodeId> group) {
    int majority = group.size() / 2 + 1;
    long[] times =
        group.stream()
            .filter(grantedAt::containsKey)
            .mapToLong(each -> grantedAt.getOrDefault(each, startNanos))
            .sorted()
            .toArray();
    return times.length < majority ? startNanos : times[times.length - majority] + usableNanos;
  }
}
