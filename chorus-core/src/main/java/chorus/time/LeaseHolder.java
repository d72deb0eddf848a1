package chorus.time;

import chorus.base.NodeId;
import chorus.base.Require;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/// The leader's side of a lease: how long a majority of the fence group has promised to follow
/// nobody else.
///
/// Counted from the *send* time of the round that a member answered, so that the leader's view
/// always ends before the member's own, which counts from receipt; what the two clocks may differ
/// in speed is the drift bound. The strand that keeps heartbeats calls [#granted]; any strand may
/// ask [#isValidAt]. Source: Gray and Cheriton 1989.
public final class LeaseHolder {
  private final int majority;
  private final long usableNanos;
  private final Map<NodeId, Long> grantedAt = new TreeMap<>();
  private final AtomicLong validUntil;

  /// `usableNanos` is the lease less the drift bound.
  public LeaseHolder(int majority, long usableNanos, long startNanos) {
    Require.that(majority > 0 && usableNanos > 0, "a lease has a majority and a length");
    this.majority = majority;
    this.usableNanos = usableNanos;
    this.validUntil = new AtomicLong(startNanos);
  }

  /// A member of the fence group promised in answer to a round that was sent at `sentNanos`.
  public void granted(NodeId member, long sentNanos) {
    grantedAt.merge(member, sentNanos, Math::max);
    if (grantedAt.size() < majority) {
      return;
    }
    long[] times = grantedAt.values().stream().mapToLong(Long::longValue).sorted().toArray();
    long supported = times[times.length - majority] + usableNanos;
    validUntil.accumulateAndGet(supported, Math::max);
  }

  public boolean isValidAt(long nowNanos) {
    return validUntil.get() - nowNanos > 0;
  }
}
