package chorus.node;

import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.ShardId;
import chorus.base.Starts;
import chorus.cluster.Leadership;
import chorus.wire.ShardStatus;
import chorus.wire.ShardStatus.Standing;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Decides from what a controller heard, and did not hear, whether a leader should be given up
/// (decision 0009). On the control strand.
///
/// It only suspects: that a leader which is given up in error acknowledges nothing more is for
/// leases and fences to see to. All times are attentive time.
final class FailureDetector {
  /// Heartbeats that may be missing before a leader counts as not serving at this moment.
  private static final int MISSING = 3;

  /// Detection times for which a node that was given up is passed over.
  private static final int UNSTEADY = 10;

  private final NodeOptions options;
  private final Peers peers;
  private final Witness witness;
  private final Map<ShardId, Watched> watched = new TreeMap<>();
  private final Map<NodeId, Long> givenUpAt = new TreeMap<>();
  private long controlsSince;

  /// One leadership under watch. `doubt` rises while its leader does not serve, and falls as fast
  /// while it does, so that a leader which comes and goes is given up if it is away more than half
  /// of the time.
  private static final class Watched {
    private final long since;
    private long lookedAt;
    private long doubt;
    private boolean served;

    Watched(long now) {
      this.since = now;
      this.lookedAt = now;
    }

    void serves(boolean so, long now) {
      if (served) {
        doubt = Math.max(0, doubt + (so ? lookedAt - now : now - lookedAt));
      }
      served |= so;
      lookedAt = now;
    }
  }

  FailureDetector(NodeOptions options, Peers peers, Witness witness) {
    this.options = options;
    this.peers = peers;
    this.witness = witness;
  }

  /// This node controls from now on. What it heard earlier counts, since every node listens all the
  /// time: if each new controller had to listen anew, controllers that change often would never
  /// find a dead leader. It only gives the leader the time for a few heartbeats, as it may have
  /// been cut off itself until now.
  void begin() {
    controlsSince = witness.now();
    watched.clear();
    givenUpAt.clear();
  }

  /// The shard's leadership changed.
  void changed(ShardId shard) {
    watched.remove(shard);
  }

  /// The controller proposed to give this leader up.
  void givenUp(NodeId leader) {
    givenUpAt.put(leader, witness.now());
  }

  /// The nodes that were given up lately, and are not chosen again while others will do. For a
  /// bounded time.
  Set<NodeId> unsteady() {
    long now = witness.now();
    givenUpAt.values().removeIf(at -> now - at > UNSTEADY * detection());
    return new TreeSet<>(givenUpAt.keySet());
  }

  /// Why a leader should be given up.
  ///
  /// @param sinceMillis how long ago anybody heard that it served; if nobody did, how long this
  ///   node has watched it
  /// @param mayReturn whether the leader is there, and may lead again in another epoch
  record Evidence(String words, long sinceMillis, boolean mayReturn) {}

  /// Why the leader should be given up; empty if it should not.
  Optional<Evidence> against(ShardId shard, Leadership.Led led) {
    long now = witness.now();
    Watched leadership = watched.computeIfAbsent(shard, _ -> new Watched(now));
    leadership.serves(serves(shard, led), now);
    return witness.isJustBack() ? Optional.empty() : evidence(shard, led, leadership, now);
  }

  private Optional<Evidence> evidence(
      ShardId shard, Leadership.Led led, Watched leadership, long now) {
    long heard = witness.sinceServing(shard, led.epoch());
    long since =
        Duration.ofNanos(heard == Witness.NEVER ? now - leadership.since : heard).toMillis();
    if (witness.silence(led.leader()) > detection()) {
      boolean listenedLongEnough = now > detection() && now - controlsSince > moment();
      String silent = "silent for more than " + options.timings().detection().toMillis() + " ms";
      return listenedLongEnough && heard > detection()
          ? Optional.of(new Evidence(silent, since, false))
          : Optional.empty();
    }
    Optional<ShardStatus> status = peers.status(led.leader(), shard);
    if (status.filter(each -> each.standing() == Standing.FAILED).isPresent()) {
      return Optional.of(new Evidence("its replica failed", since, false));
    }
    return inability(led, leadership, status, now).map(words -> new Evidence(words, since, true));
  }

  /// Why a leader that is there should be given up all the same.
  private Optional<String> inability(
      Leadership.Led led, Watched leadership, Optional<ShardStatus> status, long now) {
    if (peers.of(led.leader()).filter(heard -> Starts.isAfter(heard.boot(), led.boot())).isPresent()
        && !options.has(PlantedBug.RESUME_EPOCH_AFTER_RESTART)) {
      return Optional.of("restarted since it was chosen");
    }
    if (status
        .filter(each -> each.epoch().equals(led.epoch()))
        .filter(
            each -> each.standing() == Standing.STALLED || each.standing() == Standing.ABDICATED)
        .isPresent()) {
      return Optional.of("unable to rely on its disk");
    }
    boolean lost = leadership.served && leadership.doubt > 2 * detection();
    boolean slow = !leadership.served && now - leadership.since > activation();
    return lost || slow
        ? Optional.of("alive but without a lease, or unable to lead")
        : Optional.empty();
  }

  /// Whether the leader serves at this moment, as far as one can know: its own word if it was just
  /// heard, else that of whoever heard it.
  private boolean serves(ShardId shard, Leadership.Led led) {
    if (witness.silence(led.leader()) <= moment()) {
      return peers
          .status(led.leader(), shard)
          .filter(
              status -> status.epoch().equals(led.epoch()) && status.standing() == Standing.LEADING)
          .isPresent();
    }
    return witness.sinceServing(shard, led.epoch()) <= moment();
  }

  private long moment() {
    return MISSING * options.timings().heartbeat().toNanos();
  }

  private long detection() {
    return options.timings().detection().toNanos();
  }

  /// How long a leader may take to begin. It has to wait until the promises to its predecessor ran
  /// out, and giving it up earlier would bind everybody anew, for ever.
  private long activation() {
    return detection() + 2 * options.timings().lease().toNanos();
  }
}
