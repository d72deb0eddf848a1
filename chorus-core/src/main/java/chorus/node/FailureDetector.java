package chorus.node;

import chorus.base.PlantedBug;
import chorus.base.ShardId;
import chorus.cluster.Leadership;
import chorus.env.Env;
import chorus.wire.ShardStatus;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Decides from what a controller heard, and did not hear, whether a leader should be given up. On
/// the control strand.
///
/// It only suspects: that a leader which is given up in error acknowledges nothing more is for
/// leases and fences to see to.
final class FailureDetector {
  private final Env env;
  private final NodeOptions options;
  private final Peers peers;
  private final Map<ShardId, Long> firstSeen = new TreeMap<>();
  private final Map<ShardId, Long> lastGood = new TreeMap<>();
  private long controlsSince;

  FailureDetector(Env env, NodeOptions options, Peers peers) {
    this.env = env;
    this.options = options;
    this.peers = peers;
  }

  /// This node controls from now on: what it knows from earlier does not count.
  void begin() {
    controlsSince = now();
    firstSeen.clear();
    lastGood.clear();
  }

  /// The shard's leadership changed.
  void changed(ShardId shard) {
    firstSeen.remove(shard);
    lastGood.remove(shard);
  }

  /// Why the leader should be given up; empty if it should not.
  Optional<String> against(ShardId shard, Leadership.Led led) {
    long now = now();
    long detection = options.timings().detection().toNanos();
    boolean listenedLongEnough = now - controlsSince > detection;
    Optional<Peers.Heard> heard = peers.of(led.leader());
    if (peers.silence(led.leader(), now) > detection) {
      return listenedLongEnough
          ? Optional.of("silent for more than " + options.timings().detection().toMillis() + " ms")
          : Optional.empty();
    }
    if (heard.isPresent()
        && heard.get().boot() > led.boot()
        && !options.has(PlantedBug.RESUME_EPOCH_AFTER_RESTART)) {
      return Optional.of("restarted since it was chosen");
    }
    if (peers
        .status(led.leader(), shard)
        .filter(status -> status.standing() == ShardStatus.Standing.FAILED)
        .isPresent()) {
      return Optional.of("its replica failed");
    }
    if (leads(shard, led)) {
      lastGood.put(shard, now);
      return Optional.empty();
    }
    return now - lastSign(shard, now) > patience(shard)
        ? Optional.of("alive but without a lease, or unable to lead")
        : Optional.empty();
  }

  /// When the leader last served as far as this controller knows, or when it was first seen chosen.
  private long lastSign(ShardId shard, long now) {
    long chosen = firstSeen.computeIfAbsent(shard, any -> now);
    return lastGood.getOrDefault(shard, chosen);
  }

  /// A leader that served and does not any more is given up sooner than one that has not begun:
  /// that one has to wait until the promises to its predecessor ran out, and giving it up earlier
  /// would bind everybody anew, for ever.
  private long patience(ShardId shard) {
    long detection = options.timings().detection().toNanos();
    return lastGood.containsKey(shard)
        ? 2 * detection
        : detection + 2 * options.timings().lease().toNanos();
  }

  private boolean leads(ShardId shard, Leadership.Led led) {
    return peers
        .status(led.leader(), shard)
        .filter(status ->
            status.epoch().equals(led.epoch()) && status.standing() == ShardStatus.Standing.LEADING)
        .isPresent();
  }

  private long now() {
    return env.clock().monotonicNanos();
  }
}
