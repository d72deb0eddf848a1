package chorus.sim.check;

import chorus.base.DatabaseId;
import chorus.base.Epoch;
import chorus.base.NodeId;
import chorus.base.ShardId;
import chorus.base.Timings;
import chorus.node.NodeEvent.Suspected;
import chorus.wire.PeerMessage.Heartbeat;
import chorus.wire.ShardStatus.Standing;
import java.util.Map;
import java.util.TreeMap;

/// Whether a leader that is given up as silent was silent: not to a controller that merely slept,
/// and not while another node told the controller that it serves.
///
/// It knows when a heartbeat came to a machine, which the process there may learn later: in the
/// world's own time.
public final class Accusations {
  public static final String SILENT =
      "a leader is given up as silent only if no heartbeat of it came";
  public static final String UNSEEN =
      "a leader is given up as silent only if nobody tells that it serves";

  /// What came within so much of the detection time speaks for the leader, in per cent: clocks
  /// differ, and messages take their time.
  private static final int RECENT = 80;

  private static final ShardId SHARD = new ShardId(new DatabaseId(0), 0);

  private final Verdicts verdicts;
  private final long recentNanos;
  private final Map<NodeId, Map<NodeId, From>> heard = new TreeMap<>();
  private final Map<NodeId, Served> told = new TreeMap<>();

  /// What came from one node: its newest process and round, and when each heartbeat came.
  private record From(long boot, long round, Settling times) {}

  /// When the leader of `epoch` served, as a machine was told.
  private record Served(Epoch epoch, Settling times) {}

  public Accusations(Verdicts verdicts, Timings timings) {
    this.verdicts = verdicts;
    this.recentNanos = timings.detection().toNanos() / 100 * RECENT;
  }

  /// A heartbeat came to the machine `to`, whose process may sleep.
  public void came(long nowNanos, NodeId to, NodeId from, Heartbeat heartbeat) {
    Map<NodeId, From> here = heard.computeIfAbsent(to, _ -> new TreeMap<>());
    From before = here.get(from);
    Settling times = new Settling();
    if (before != null && before.boot() == heartbeat.boot()) {
      if (before.round() >= heartbeat.round()) {
        return;
      }
      times = before.times();
    }
    times.add(nowNanos, nowNanos);
    here.put(from, new From(heartbeat.boot(), heartbeat.round(), times));
    heartbeat.sightings().stream()
        .filter(each -> each.shard().equals(SHARD))
        .forEach(each -> told(nowNanos, to, each.epoch(), nowNanos - each.agoMillis() * 1_000_000));
    heartbeat.shards().stream()
        .filter(each -> each.shard().equals(SHARD) && each.standing() == Standing.LEADING)
        .forEach(each -> told(nowNanos, to, each.epoch(), nowNanos));
  }

  private void told(long nowNanos, NodeId to, Epoch epoch, long servedNanos) {
    Served before = told.get(to);
    if (before == null || epoch.isAfter(before.epoch())) {
      before = new Served(epoch, new Settling());
      told.put(to, before);
    }
    if (epoch.equals(before.epoch())) {
      before.times().add(nowNanos, servedNanos);
    }
  }

  /// A controller gave a leader up.
  public void suspected(long nowNanos, Suspected event) {
    if (!event.evidence().startsWith("silent")) {
      return;
    }
    From last = heard.getOrDefault(event.node(), Map.of()).get(event.leader());
    if (last != null) {
      judge(SILENT, nowNanos, last.times());
    }
    Served served = told.get(event.node());
    if (served != null && served.epoch().equals(event.epoch())) {
      judge(UNSEEN, nowNanos, served.times());
    }
  }

  private void judge(String law, long nowNanos, Settling times) {
    long latest = times.highest(nowNanos);
    verdicts.require(
        law,
        latest == Long.MIN_VALUE || nowNanos - latest > recentNanos,
        "but so many ms ago",
        (nowNanos - latest) / 1_000_000);
  }
}
