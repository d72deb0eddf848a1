package chorus.time;

import chorus.base.NodeId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The wall clocks of a cluster, as one node hears of them: which are in step, and which are off.
///
/// A clock is *off* if it is further than a bound from those of a majority of the other members,
/// and *in step* if it is within the bound of at least half of them. It may be neither, where too
/// few are heard.
///
/// A message takes a while, so the clock that it tells of seems to be behind by that: of what a
/// node said lately, the message that took least counts. A clock that seems to be behind by more
/// than the bound all at once was set back, or its message is that late: until that is known, it
/// does not count. All is measured against this node's monotonic clock, since its own wall clock
/// may be the one that is wrong.
///
/// For one strand. Source: Cristian, Probabilistic Clock Synchronization, 1989.
public final class Clocks {
  private static final long WINDOW_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long MILLION = 1_000_000;

  private final NodeId self;
  private final long boundMillis;
  private final Map<NodeId, Said> said = new TreeMap<>();
  private List<NodeId> members = List.of();

  /// The last time that a majority confirmed, or told.
  private Optional<NodeTime> known = Optional.empty();

  /// What one node said within a window, and in the one before: how far its wall clock is ahead of
  /// this node's monotonic one, at most; and what it said last.
  private record Said(long sinceNanos, long most, Optional<Long> before, long last) {
    static Said first(long ahead, long nowNanos) {
      return new Said(nowNanos, ahead, Optional.empty(), ahead);
    }

    Said and(long ahead, long nowNanos) {
      return nowNanos - sinceNanos < WINDOW_NANOS
          ? new Said(sinceNanos, Math.max(most, ahead), before, ahead)
          : new Said(nowNanos, ahead, Optional.of(most), ahead);
    }

    boolean holds(long nowNanos) {
      return nowNanos - sinceNanos < 2 * WINDOW_NANOS;
    }

    long ahead(long nowNanos) {
      boolean isYoung = nowNanos - sinceNanos < WINDOW_NANOS;
      return isYoung ? Math.max(most, before.orElse(most)) : most;
    }
  }

  /// `boundMillis` is how far two clocks may be apart.
  public Clocks(NodeId self, long boundMillis) {
    this.self = self;
    this.boundMillis = boundMillis;
  }

  /// Whose clocks count: all members, this node included.
  public void members(Collection<NodeId> agreed) {
    members = List.copyOf(agreed);
    said.keySet().retainAll(agreed);
  }

  /// `node` said that its clock shows `wallMillis`; that came at `nowNanos` here.
  public void heard(NodeId node, long wallMillis, long nowNanos) {
    long ahead = wallMillis - nowNanos / MILLION;
    said.merge(
        node,
        Said.first(ahead, nowNanos),
        (known, fresh) -> known.holds(nowNanos) ? known.and(ahead, nowNanos) : fresh);
  }

  /// The time at this node, whose own clock shows `ownMillis`: that, if it is in step. If it is
  /// off, the lower median of the clocks that are heard. If too few are heard to say so, the time
  /// goes on with the monotonic clock from what was last known; until it was known once, the lower
  /// median has to do.
  public NodeTime time(long ownMillis, long nowNanos) {
    Map<NodeId, Long> shown = shown(ownMillis, nowNanos);
    if (isInStep(self, shown)) {
      NodeTime own = new NodeTime(ownMillis, nowNanos, true);
      known = Optional.of(own);
      return own;
    }
    NodeTime median = new NodeTime(lowerMedian(shown.values()), nowNanos, false);
    if (isOff(self, shown)) {
      known = Optional.of(median);
    }
    return known.map(it -> new NodeTime(it.millis(nowNanos), nowNanos, false)).orElse(median);
  }

  /// The members whose clocks are off, each with the milliseconds that it is ahead of the others
  /// (behind, if negative).
  public Map<NodeId, Long> off(long ownMillis, long nowNanos) {
    Map<NodeId, Long> shown = shown(ownMillis, nowNanos);
    Map<NodeId, Long> off = new TreeMap<>();
    shown.forEach((node, millis) -> {
      if (isOff(node, shown)) {
        Map<NodeId, Long> rest = new TreeMap<>(shown);
        rest.remove(node);
        off.put(node, millis - lowerMedian(rest.values()));
      }
    });
    return off;
  }

  private Map<NodeId, Long> shown(long ownMillis, long nowNanos) {
    Map<NodeId, Long> shown = new TreeMap<>();
    for (NodeId each : members) {
      Said word = said.get(each);
      if (word != null && word.holds(nowNanos)) {
        long ahead = word.ahead(nowNanos);
        if (ahead - word.last() <= boundMillis) {
          shown.put(each, ahead + nowNanos / MILLION);
        }
      }
    }
    shown.put(self, ownMillis);
    return shown;
  }

  private boolean isInStep(NodeId node, Map<NodeId, Long> shown) {
    long near = shown.size() - 1 - apart(node, shown);
    return 2 * near >= others();
  }

  private boolean isOff(NodeId node, Map<NodeId, Long> shown) {
    return 2 * apart(node, shown) > others();
  }

  /// How many clocks are further from that of `node` than they should be.
  private long apart(NodeId node, Map<NodeId, Long> shown) {
    long its = shown.getOrDefault(node, 0L);
    return shown.values().stream().filter(each -> Math.abs(each - its) > boundMillis).count();
  }

  private long others() {
    return Math.max(0, members.size() - 1);
  }

  private static long lowerMedian(Collection<Long> millis) {
    List<Long> sorted = millis.stream().sorted().toList();
    return sorted.get((sorted.size() - 1) / 2);
  }
}
