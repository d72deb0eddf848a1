package chorus.node;

import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.ShardId;
import chorus.env.Env;
import chorus.time.AttentiveTime;
import chorus.wire.PeerMessage.Heartbeat;
import chorus.wire.PeerMessage.Sighting;
import chorus.wire.ShardStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What this node can say about others: whom it heard how long ago, and which leaders it, or
/// somebody who told it, heard say that they serve. On the control strand.
///
/// All of it in attentive time: what was not heard while this node slept is not held against
/// anybody (decision 0009). It tells the other nodes of its own sightings only, not of what it was
/// told.
final class Witness {
  static final long NEVER = Long.MAX_VALUE;
  private static final long MILLION = 1_000_000;

  private final Env env;
  private final NodeOptions options;
  private final AttentiveTime time;
  private final long listensSince;
  private final Map<NodeId, Last> last = new TreeMap<>();
  private final Map<ShardId, Serving> seen = new TreeMap<>();
  private final Map<ShardId, Serving> told = new TreeMap<>();

  /// The newest heartbeat of a node, and when it came.
  private record Last(long boot, long round, long at) {}

  private record Serving(Epoch epoch, long at) {}

  Witness(Env env, NodeOptions options) {
    this.env = env;
    this.options = options;
    this.time =
        options.has(PlantedBug.ACCUSE_AFTER_OWN_PAUSE)
            ? AttentiveTime.neverAway(clock())
            : AttentiveTime.lookingEach(options.timings().heartbeat(), clock());
    this.listensSince = now();
  }

  /// Called at each heartbeat of this node.
  void look() {
    long gap = time.look(clock());
    if (gap > options.timings().detection().toNanos()) {
      env.trace().emit(new NodeEvent.WasAway(options.self(), gap / MILLION));
    }
  }

  /// See [AttentiveTime#isJustBack].
  boolean isJustBack() {
    return time.isJustBack();
  }

  /// The attentive time.
  long now() {
    return time.at(clock());
  }

  /// Takes note of a heartbeat; false if it is not news: a repeated one, or one that a newer one of
  /// the same process has overtaken. Such a one is no sign of life.
  boolean heard(NodeId from, Heartbeat heartbeat) {
    Last before = last.get(from);
    if (before != null
        && before.boot() == heartbeat.boot()
        && before.round() >= heartbeat.round()) {
      return false;
    }
    long now = now();
    last.put(from, new Last(heartbeat.boot(), heartbeat.round(), now));
    for (ShardStatus each : heartbeat.shards()) {
      if (each.standing() == ShardStatus.Standing.LEADING) {
        note(seen, each.shard(), new Serving(each.epoch(), now));
      }
    }
    for (Sighting each : heartbeat.sightings()) {
      long ago = Math.min(each.agoMillis(), now / MILLION + 1) * MILLION;
      note(told, each.shard(), new Serving(each.epoch(), now - ago));
    }
    return true;
  }

  private static void note(Map<ShardId, Serving> where, ShardId shard, Serving what) {
    where.merge(
        shard,
        what,
        (old, fresh) -> {
          int byEpoch = old.epoch().compareTo(fresh.epoch());
          return byEpoch > 0 || (byEpoch == 0 && old.at() > fresh.at()) ? old : fresh;
        });
  }

  /// Nothing is told any more of shards that are `gone`.
  void forget(Predicate<ShardId> gone) {
    seen.keySet().removeIf(gone);
    told.keySet().removeIf(gone);
  }

  /// How long ago the node was last heard; the longest time there is if it never was.
  long silence(NodeId node) {
    Last known = last.get(node);
    return known == null ? NEVER : now() - known.at();
  }

  /// How long `node` certainly was silent: no longer than this node has listened.
  long certainSilence(NodeId node) {
    return Math.min(silence(node), now() - listensSince);
  }

  /// How long ago the leader of `epoch` last said that it serves, to this node or to one that told
  /// this node; the longest time there is if it never did.
  long sinceServing(ShardId shard, Epoch epoch) {
    long own = since(seen.get(shard), epoch);
    return options.has(PlantedBug.TRUST_OWN_EARS_ONLY)
        ? own
        : Math.min(own, since(told.get(shard), epoch));
  }

  private long since(@Nullable Serving serving, Epoch epoch) {
    return serving == null || !serving.epoch().equals(epoch) ? NEVER : now() - serving.at();
  }

  /// What this node tells the others.
  List<Sighting> sightings() {
    List<Sighting> all = new ArrayList<>();
    long now = now();
    seen.forEach((shard, serving) ->
        all.add(new Sighting(shard, serving.epoch(), (now - serving.at()) / MILLION)));
    return all;
  }

  private long clock() {
    return env.clock().monotonicNanos();
  }
}
