package chorus.single;

import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.definition.AckConfig;
import chorus.ship.Shipper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which followers a leader sends records to itself: all of them, or, in a chain, its successor and
/// who is no part of the chain. The others it only watches, since they are fed by the replica
/// before them.
///
/// Where the successor does not answer, the next one is fed too, and so on up to the first that
/// answers. And the leader answers for all: a follower that gets no further, though it answers, is
/// fed for a while, whatever it is that keeps the replica before it from doing so. Safety and
/// progress never depend on a relay.
///
/// Source: van Renesse and Schneider 2004.
final class Feeding {
  private static final Duration DETOUR = Duration.ofSeconds(2);

  private final Shard shard;
  private final Map<NodeId, Long> detours = new TreeMap<>();

  Feeding(Shard shard) {
    this.shard = shard;
  }

  /// Called regularly: goes by what is `inForce`, and by who answers.
  void choose(AckConfig inForce, Map<NodeId, Shipper> shippers) {
    if (!inForce.isChain() || shard.has(PlantedBug.LEADER_FEEDS_ALL)) {
      shippers.values().forEach(Shipper::feed);
      return;
    }
    long now = shard.env().clock().monotonicNanos();
    List<NodeId> chain = inForce.behind(shard.self(), shard.self());
    shippers.values().stream()
        .filter(each -> !chain.contains(each.target()))
        .forEach(Shipper::feed);
    boolean isReached = false;
    for (NodeId next : chain) {
      Shipper shipper = shippers.get(next);
      if (shipper == null) {
        continue;
      }
      if (shipper.isStuck()) {
        detours.put(next, now + DETOUR.toNanos());
      }
      if (!isReached || now < detours.getOrDefault(next, now)) {
        shipper.feed();
      } else {
        shipper.watch();
      }
      isReached |= shipper.answers();
    }
  }
}
