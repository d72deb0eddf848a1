package chorus.node;

import chorus.base.Limits;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.cluster.ClusterState;
import chorus.env.Env;
import chorus.time.Clocks;
import chorus.time.NodeTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/// Compares this node's wall clock with those of the others, and says what time it is (F12). On the
/// control strand, unless a method says otherwise.
///
/// Whoever leads has heard the clocks of those who granted its lease, since the answer tells them.
final class ClockWatch {
  private final Env env;
  private final NodeOptions options;
  private final Clocks clocks;
  private final AtomicReference<NodeTime> time;
  private Map<NodeId, Long> off = new TreeMap<>();

  ClockWatch(Env env, NodeOptions options) {
    this.env = env;
    this.options = options;
    this.clocks = new Clocks(options.self(), Limits.CLOCK_OFFSET_MILLIS);
    this.time = new AtomicReference<>(new NodeTime(env.clock().wallMillis(), now(), false));
  }

  /// The time as of the last look. Any strand may call it.
  NodeTime time() {
    return time.get();
  }

  /// What this node's own wall clock shows.
  long shown() {
    return Math.max(0, env.clock().wallMillis());
  }

  /// The members whose clocks are off, each with how many milliseconds it is ahead of the others.
  Map<NodeId, Long> off() {
    return off;
  }

  /// A message of `node`, whose clock showed `wallMillis` then, has come.
  void heard(NodeId node, long wallMillis) {
    if (!node.equals(options.self())) {
      clocks.heard(node, wallMillis, now());
    }
    look();
  }

  /// Called at each heartbeat.
  void look(ClusterState state) {
    clocks.members(Membership.known(state, options).keySet());
    look();
    boolean wasOff = off.containsKey(options.self());
    off = clocks.off(shown(), now());
    Long ahead = off.get(options.self());
    if (ahead != null && !wasOff) {
      env.trace().emit(new NodeEvent.ClockOff(options.self(), ahead));
    } else if (ahead == null && wasOff) {
      env.trace().emit(new NodeEvent.ClockInStep(options.self()));
    }
  }

  private void look() {
    time.set(
        options.has(PlantedBug.TRUSTS_OWN_CLOCK)
            ? new NodeTime(shown(), now(), true)
            : clocks.time(shown(), now()));
  }

  private long now() {
    return env.clock().monotonicNanos();
  }
}
