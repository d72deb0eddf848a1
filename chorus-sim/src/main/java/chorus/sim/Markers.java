package chorus.sim;

import chorus.base.LogPosition;
import chorus.base.NodeId;
import chorus.base.Starts;
import chorus.cluster.Ending;
import chorus.cluster.Leadership;
import chorus.definition.AckConfig;
import chorus.definition.FailoverMode;
import chorus.node.NodeEvent;
import chorus.sim.check.KeyOperation;
import chorus.sim.check.ReplicaLogs;
import chorus.sim.fault.Fault;
import chorus.sim.fault.Struck;
import chorus.sim.workload.ClientEvent;
import chorus.sim.world.World;
import chorus.single.ShardEvent;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Watches a run for what is worth reaching.
final class Markers implements World.Observer {
  /// Longer than any one-way cut, in nanoseconds.
  private static final long CUT_NANOS = 6_500_000_000L;

  /// After so long a controller that woke up has had the time to accuse somebody for nothing.
  private static final long AWAKE_NANOS = 1_000_000_000L;

  private static final long NONE = Long.MAX_VALUE;

  private final ReplicaLogs logs;
  private final Set<Marker> reached = EnumSet.noneOf(Marker.class);
  private final Set<String> open = new TreeSet<>();
  private final Set<NodeId> damaged = new TreeSet<>();
  private final Set<NodeId> failed = new TreeSet<>();
  private final Set<NodeId> rowless = new TreeSet<>();
  private final Set<NodeId> awaiting = new TreeSet<>();
  private final Map<NodeId, String> toldToGo = new TreeMap<>();
  private long cutAt = NONE;
  private long awake = NONE;
  private @Nullable NodeId controller;
  private @Nullable NodeId stalled;
  private @Nullable AckConfig acknowledging;
  private LogPosition longest = LogPosition.START;
  private long election;
  private long leads;
  private long given;
  private long reportedEnd;
  private boolean electing;
  private boolean powerless;
  private boolean refused;

  Markers(ReplicaLogs logs) {
    this.logs = logs;
  }

  /// What was reached so far.
  Set<Marker> reached() {
    return Collections.unmodifiableSet(reached);
  }

  void reach(Marker marker) {
    reached.add(marker);
  }

  @Override
  public void saw(long nowNanos, NodeId from, Record event) {
    if (cutAt != NONE && nowNanos - cutAt > CUT_NANOS) {
      cutAt = NONE;
      reached.add(Marker.ONE_WAY_ENDURED);
    }
    if (awake != NONE && nowNanos - awake > AWAKE_NANOS) {
      awake = NONE;
      reached.add(Marker.CONTROLLER_SLEPT);
    }
    switch (event) {
      case ShardEvent shard -> saw(shard);
      case NodeEvent node -> saw(nowNanos, node);
      case ClientEvent client -> saw(client);
      case Struck struck -> saw(nowNanos, struck);
      default -> {}
    }
  }

  private void saw(ShardEvent event) {
    NodeId node = event.node();
    switch (event) {
      case ShardEvent.Opened opened -> {
        note(opened.found().startsWith("torn"), Marker.TORN_TAIL);
        note(failed.remove(node), Marker.FSYNC_FAILED);
        if (opened.found().startsWith("damaged")) {
          damaged.add(node);
        }
      }
      case ShardEvent.WholeAgain whole -> note(damaged.remove(node), Marker.REPAIRED);
      case ShardEvent.Failed stopped -> failed.add(node);
      case ShardEvent.CutBack cut -> reached.add(Marker.TAIL_DISCARDED);
      case ShardEvent.Diverged tail -> note(tail.writes() > 0, Marker.DIVERGED);
      case ShardEvent.Rewound rows ->
          note(rows.applied().isAfter(rows.keep()), Marker.REWOUND_BEYOND_STORE);
      case ShardEvent.Activating activating ->
          note(activating.start().number() > logs.committedEnd() + 1, Marker.INHERITED);
      case ShardEvent.Abdicated abdicated ->
          stalled = abdicated.why().contains("disk") ? node : stalled;
      case ShardEvent.RowsDamaged lost -> rowless.add(node);
      case ShardEvent.LogRepaired repaired -> reached.add(Marker.LOG_REPAIRED);
      case ShardEvent.AckInForce inForce -> inForce(inForce.config());
      case ShardEvent.Restored restored -> reached.add(Marker.DEGRADED);
      case ShardEvent.RowsRebuilt rebuilt -> note(rowless.remove(node), Marker.ROWS_REBUILT);
      case ShardEvent.Trimmed trimmed -> reached.add(Marker.TRIMMED);
      case ShardEvent.RowsAwaited rows -> awaiting.add(node);
      case ShardEvent.BeginsAnew anew -> rowless.remove(node);
      case ShardEvent.SnapshotInstalled installed -> {
        rowless.remove(node);
        reached.add(Marker.SNAPSHOT_INSTALLED);
        note(installed.repeated() > 0, Marker.SNAPSHOT_RESUMED);
        note(awaiting.remove(node), Marker.ROWS_REPLACED);
      }
      case ShardEvent.Leads leader -> {
        note(stalled != null && !node.equals(stalled), Marker.STALL_OUTLIVED);
        stalled = null;
        leads(leader.epoch().number());
      }
      case ShardEvent.Released released -> given = released.epoch().number();
      case ShardEvent.LeadsOn on -> reached.add(Marker.SWITCHOVER_GIVEN_UP);
      case ShardEvent.Waiting waiting -> note(waiting.batches() > 0, Marker.WAITED);
      case ShardEvent.DiskHasRoom room -> note(refused, Marker.NO_ROOM);
      default -> {}
    }
  }

  private void inForce(AckConfig config) {
    AckConfig before = acknowledging;
    acknowledging = config;
    if (before != null) {
      note(!before.replicas().containsAll(config.replicas()), Marker.REPLICA_ADDED);
      note(!config.replicas().containsAll(before.replicas()), Marker.REPLICA_REMOVED);
    }
    if (before != null && before.mode() == config.mode()) {
      note(!before.synchronous().equals(config.synchronous()), Marker.PAIR_CHANGED);
    } else {
      note(before != null, Marker.MODE_CHANGED);
    }
  }

  private void leads(long epoch) {
    note(given > 0 && epoch == given + 1, Marker.SWITCHED_OVER);
    note(epoch > leads + 1, Marker.ELECTION_REPEATED);
    note(powerless, Marker.ALL_LOST_POWER);
    leads = epoch;
    cutAt = NONE;
    electing = false;
    powerless = false;
  }

  private void saw(long nowNanos, NodeEvent event) {
    switch (event) {
      case NodeEvent.Started(var _, long boot) ->
          note(Starts.incarnation(boot) > 1, Marker.CAME_BACK);
      case NodeEvent.Suspected suspected -> {
        electing = true;
        awake = NONE;
      }
      case NodeEvent.Controls controls -> {
        note(electing, Marker.CONTROLLER_CHANGED);
        controller = controls.node();
      }
      case NodeEvent.WasAway away -> awake = away.node().equals(controller) ? nowNanos : NONE;
      case NodeEvent.Chose chose -> {
        boolean sameElection = chose.epoch().number() == election;
        note(sameElection && chose.last().compareTo(longest) < 0, Marker.PASSED_OVER);
      }
      case NodeEvent.Agreed(
              var _,
              var _,
              var failover,
              Leadership.Led(var _, var _, var _, var cause)) -> {
        boolean manual = failover == FailoverMode.MANUAL;
        note(cause == Ending.Cause.ASKED, Marker.ELECTED_ON_DEMAND);
        note(manual && cause == Ending.Cause.DETECTED, Marker.LED_AGAIN);
      }
      case NodeEvent.Reported reported when reported.isWhole() -> {
        long end = reported.last().lsn().number();
        boolean same = reported.epoch().number() == election;
        note(same && end != reportedEnd, Marker.UNEQUAL_REPORTS);
        boolean longer = !same || reported.last().compareTo(longest) > 0;
        longest = longer ? reported.last() : longest;
        election = reported.epoch().number();
        reportedEnd = end;
      }
      default -> {}
    }
  }

  private void saw(ClientEvent event) {
    if (event instanceof ClientEvent.Asks(NodeId client, NodeId node, String _, var _)
        && !node.name().equals(toldToGo.get(client))) {
      toldToGo.remove(client);
    }
    if (!(event
        instanceof ClientEvent.Hears(NodeId client, String key, var operation, var heard))) {
      return;
    }
    if (heard.startsWith("INDETERMINATE")) {
      note(heard.contains("ended"), Marker.OPEN_END);
      note(heard.contains("not acknowledged within"), Marker.TOO_LATE);
      if (operation instanceof KeyOperation.Set(String value)) {
        open.add(value);
      }
    }
    if (heard.startsWith("REDIRECT ")) {
      toldToGo.put(client, heard.substring("REDIRECT ".length(), heard.lastIndexOf(':')));
    } else {
      boolean isError = heard.indexOf(' ') >= 0;
      note(toldToGo.remove(client) != null && !isError, Marker.REDIRECTED);
    }
    note(heard.startsWith("UNBLOCKED"), Marker.UNBLOCKED);
    note(open.contains(heard), Marker.HAPPENED_AFTER_ALL);
    refused |= heard.startsWith("MISCONF");
  }

  private void saw(long nowNanos, Struck struck) {
    powerless |= struck.fault() == Fault.POWER_LOSS_ALL;
    if (struck.fault() == Fault.ONE_WAY) {
      cutAt = nowNanos;
    }
  }

  private void note(boolean so, Marker marker) {
    if (so) {
      reached.add(marker);
    }
  }
}
