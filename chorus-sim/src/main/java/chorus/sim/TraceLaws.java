package chorus.sim;

import chorus.base.LogPosition;
import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.definition.AckMode;
import chorus.definition.DatabaseDefinition;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.node.NodeEvent;
import chorus.sim.check.Accusations;
import chorus.sim.check.EpochLaws;
import chorus.sim.check.HolderLaws;
import chorus.sim.check.ManualFailover;
import chorus.sim.check.ReplicaLogs;
import chorus.sim.check.ReplicaLogs.Matter;
import chorus.sim.check.StalledLeaders;
import chorus.sim.check.UniqueNumbers;
import chorus.sim.cluster.SimCluster;
import chorus.sim.fault.Nemesis;
import chorus.sim.world.StableHash;
import chorus.sim.world.World;
import chorus.single.ShardEvent;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Tells the checkers what the nodes say of themselves, and of `main` ([OfMain]).
final class TraceLaws implements World.Observer {
  private final SimCluster cluster;
  private final ReplicaLogs logs;
  private final EpochLaws epochs;
  private final Accusations accusations;
  private final StalledLeaders stalled;
  private final ManualFailover manual;
  private final UniqueNumbers numbers;
  private final HolderLaws holders;
  private final Nemesis nemesis;
  private final Map<Long, String> leaders = new TreeMap<>();
  private final Map<NodeId, Long> hashedAt = new TreeMap<>();
  private final Map<NodeId, Integer> waiting = new TreeMap<>();
  private final Map<NodeId, Long> retained = new TreeMap<>();

  /// Where a log is to begin anew, which is so once it was opened there.
  private final Map<NodeId, LogPosition> beginnings = new TreeMap<>();

  private final Map<NodeId, Long> trimmedNanos = new TreeMap<>();
  private @Nullable DatabaseDefinition definition;
  private long leaderships;
  private long damaged;
  private long torn;

  TraceLaws(
      SimCluster cluster,
      ReplicaLogs logs,
      EpochLaws epochs,
      Accusations accusations,
      StalledLeaders stalled,
      ManualFailover manual,
      UniqueNumbers numbers,
      HolderLaws holders,
      Nemesis nemesis) {
    this.cluster = cluster;
    this.logs = logs;
    this.epochs = epochs;
    this.accusations = accusations;
    this.stalled = stalled;
    this.manual = manual;
    this.numbers = numbers;
    this.holders = holders;
    this.nemesis = nemesis;
  }

  /// Leaders that began to serve.
  long leaderships() {
    return leaderships;
  }

  /// Logs that were found damaged, and logs with a torn tail.
  long damaged() {
    return damaged;
  }

  long torn() {
    return torn;
  }

  /// Whether every replica has shown a content hash at `lsn` or after it.
  boolean allHashedSince(long lsn) {
    return replicas().stream().allMatch(node -> hashedAt.getOrDefault(node, 0L) >= lsn);
  }

  /// The nodes that hold data.
  List<NodeId> replicas() {
    return logs.config().map(AckConfig::replicas).orElse(cluster.ids());
  }

  /// The nodes that are to hold data.
  List<NodeId> wanted() {
    return definition == null ? cluster.ids() : definition.placement().wanted();
  }

  /// The nodes that hold data and are to go on holding it.
  List<NodeId> lasting() {
    return replicas().stream().filter(wanted()::contains).toList();
  }

  /// Whether every node that is to hold data does so, and no other; but for a leader that is to
  /// leave, and for what waits behind that.
  boolean isPlaced() {
    return definition == null
        || definition.isPlaced()
        || wanted().stream().noneMatch(node -> node.name().equals(leaders.get(lastEpoch())));
  }

  /// Whether these nodes alone can choose a leader and acknowledge writes, by what is in force,
  /// planned and wanted, by the modes that are `asked` for and not answered, while all that are to
  /// join have joined, and when all that are to leave have left: any of these may hold by the time
  /// that they are alone.
  boolean canServe(List<NodeId> nodes, Set<AckMode> asked) {
    if (definition == null) {
      return true;
    }
    AckConfig inForce = definition.ack();
    List<AckConfig> modes =
        Stream.concat(
                Stream.of(inForce),
                Stream.concat(asked.stream(), Stream.of(definition.mode()))
                    .filter(mode -> mode != AckMode.SEMI_SYNC)
                    .map(mode -> inForce.as(inForce.version(), mode)))
            .toList();
    List<NodeId> holders = definition.holders();
    return canServe(definition.latest(), nodes)
        && modes.stream()
            .allMatch(each ->
                canServe(each, nodes)
                    && canServe(on(holders, each), nodes)
                    && canServe(on(wanted(), each), nodes));
  }

  private static AckConfig on(List<NodeId> replicas, AckConfig config) {
    List<NodeId> witnesses =
        config.witnesses().stream().filter(each -> !replicas.contains(each)).toList();
    return new AckConfig(
        config.version(), config.mode(), replicas, witnesses, config.synchronous());
  }

  private static boolean canServe(AckConfig config, List<NodeId> nodes) {
    List<NodeId> replicas = config.replicas().stream().filter(nodes::contains).toList();
    long fence = config.fenceGroup().stream().filter(nodes::contains).count();
    if (2 * fence <= config.fenceGroup().size()) {
      return false;
    }
    return switch (config.mode()) {
      case MAJORITY -> replicas.size() > config.replicas().size() / 2;
      case SEMI_SYNC ->
          replicas.size() >= 2 && config.synchronous().stream().anyMatch(nodes::contains);
      case ALL, CHAIN -> replicas.size() == config.replicas().size();
      case ASYNC -> !replicas.isEmpty();
    };
  }

  /// The replicas whose logs take more of the disk than they may.
  List<NodeId> overCap() {
    return replicas().stream().filter(node -> retained.getOrDefault(node, 0L) > 0).toList();
  }

  /// Of these replicas, those whose logs take more than they may and were not trimmed since then.
  List<NodeId> untrimmed(List<NodeId> nodes, long sinceNanos) {
    return replicas().stream()
        .filter(node -> nodes.contains(node) && retained.getOrDefault(node, 0L) > 0)
        .filter(node -> trimmedNanos.getOrDefault(node, 0L) < sinceNanos)
        .toList();
  }

  /// How many batches wait for a key, wherever that is.
  int waiting() {
    return waiting.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// The latest epoch that anybody served; 0 if none was.
  long lastEpoch() {
    return leaders.keySet().stream().reduce(0L, Math::max);
  }

  /// Who served each epoch.
  Map<Long, String> leaders() {
    return Collections.unmodifiableMap(leaders);
  }

  Map<NodeId, Long> hashedAt() {
    return hashedAt;
  }

  @Override
  public void saw(long nowNanos, NodeId from, Record event) {
    stalled.look(nowNanos);
    switch (event) {
      case ShardEvent shardEvent -> {
        stalled.saw(nowNanos, shardEvent);
        saw(shardEvent);
      }
      case NodeEvent.Reported reported -> {
        if (reported.isWhole()) {
          epochs.reported(reported.replica(), reported.epoch().number());
        }
        nemesis.promised(reported.replica());
      }
      case NodeEvent.Agreed agreed -> manual.agreed(agreed);
      case NodeEvent.Defined defined -> {
        if (definition == null || isNewer(defined.definition(), definition)) {
          definition = defined.definition();
        }
        logs.fsync(defined.definition().fsync());
        logs.lossyTo(defined.definition().lossyTo().number());
        logs.inForce(defined.definition().ack());
      }
      case NodeEvent.Suspected suspected -> accusations.suspected(nowNanos, suspected);
      case NodeEvent.ShardFailed failed -> nemesis.replicaFailed(failed.node());
      default -> {}
    }
  }

  private void saw(ShardEvent event) {
    NodeId node = event.node();
    switch (event) {
      case ShardEvent.Opened opened -> opened(opened);
      case ShardEvent.Appended appended ->
          appended
              .records()
              .forEach(record ->
                  logs.appended(
                      node,
                      record.position(),
                      content(record),
                      record.kind() == RecordKind.ROWS ? Matter.WRITE : Matter.NOTE));
      case ShardEvent.CutBack cut -> {
        logs.cut(node, cut.keep().number());
        hashedAt.computeIfPresent(node, (_, at) -> Math.min(at, cut.keep().number()));
      }
      case ShardEvent.Rewound rewound -> logs.rewound(node, rewound.keep().number());
      case ShardEvent.Saved saved ->
          logs.saved(node, saved.part().first().lsn().number(), saved.part().last().lsn().number());
      case ShardEvent.SaveFailed failed -> {}
      case ShardEvent.TailUnreadable tail ->
          logs.unreadable(node, tail.from().number(), tail.end().number());
      case ShardEvent.Diverged diverged -> {}
      case ShardEvent.Durable durable -> logs.durable(node, durable.lsn().number());
      case ShardEvent.Committed committed -> {
        epochs.follows(node, committed.epoch().number());
        logs.committed(node, committed.lsn().number());
      }
      case ShardEvent.Applied applied -> logs.applied(node, applied.lsn().number());
      case ShardEvent.Hashed hashed -> {
        logs.content(node, hashed.lsn().number(), hashed.hash().toString());
        hashedAt.merge(node, hashed.lsn().number(), Math::max);
      }
      case ShardEvent.Answered answered -> {
        long epoch = answered.epoch().number();
        epochs.answered(node, epoch);
        holders.leads(node, epoch);
        logs.acknowledged(node, node + "#" + cluster.boot(node), epoch, answered.gate().number());
      }
      case ShardEvent.Leads leads -> {
        leaderships++;
        epochs.leads(node, leads.epoch().number(), logs.committedBy(node));
        leaders.put(leads.epoch().number(), node.name());
        nemesis.leads(node);
      }
      case ShardEvent.Waiting those -> waiting.put(node, those.batches());
      case ShardEvent.NumbersReserved those ->
          numbers.reserved(those.name().utf8(), those.epoch().number(), those.from(), those.upTo());
      case ShardEvent.NumbersAbandoned those -> {}
      case ShardEvent.WholeAgain whole -> {
        epochs.whole(node);
        nemesis.losses().whole(node);
      }
      case ShardEvent.Confirms confirms -> logs.confirms(node);
      case ShardEvent.Failed failed -> nemesis.replicaFailed(node);
      case ShardEvent.Promised promised -> {}
      case ShardEvent.Activating activating -> {
        long epoch = activating.epoch().number();
        epochs.activating(node, epoch, activating.start().number());
        holders.leads(node, epoch);
        logs.activating(epoch, activating.start().number());
      }
      case ShardEvent.AckJoint joint -> {}
      case ShardEvent.AckInForce inForce -> {}
      case ShardEvent.Degraded degraded -> {}
      case ShardEvent.Restored restored -> {}
      case ShardEvent.HandsOver hands -> {}
      case ShardEvent.Released released -> epochs.released(node, released.epoch().number());
      case ShardEvent.LeadsOn on -> epochs.leadsOn(node);
      case ShardEvent.SteppedDown steppedDown -> {}
      case ShardEvent.DiskStalled waits -> {}
      case ShardEvent.DiskAnswers answers -> {}
      case ShardEvent.Abdicated abdicated -> {}
      case ShardEvent.RowsDamaged damaged -> logs.rowsLost(node);
      case ShardEvent.RowsRebuilt rebuilt -> {}
      case ShardEvent.Trimmed trimmed -> {
        logs.trimmed(node, trimmed.base().number());
        trimmedNanos.put(node, cluster.world().nowNanos());
      }
      case ShardEvent.Retained kept -> retained.put(node, kept.bytes() - kept.cap());
      case ShardEvent.BeginsAnew anew -> {
        logs.cut(node, anew.keep().number());
        logs.rowsAwaited(node);
        beginnings.put(node, anew.at());
        hashedAt.remove(node);
        waiting.remove(node);
      }
      case ShardEvent.RowsAwaited awaited -> logs.rowsAwaited(node);
      case ShardEvent.SnapshotBegun begun -> {}
      case ShardEvent.SnapshotInstalled installed -> logs.rowsInstalled(node, installed.at());
      case ShardEvent.SnapshotSpoiled spoiled -> {}
      case ShardEvent.LogDamaged damaged -> {}
      case ShardEvent.LogRepaired repaired -> nemesis.losses().repaired(node);
      case ShardEvent.LogBeyondRepair beyond -> nemesis.losses().beyondRepair(node, beyond.why());
      case ShardEvent.Scrubbed scrubbed -> {}
      case ShardEvent.DiskFull full -> {}
      case ShardEvent.Discards discards -> {
        logs.discarded(node);
        epochs.whole(node);
        hashedAt.remove(node);
        waiting.remove(node);
        nemesis.losses().whole(node);
      }
      case ShardEvent.DiskHasRoom room -> {}
    }
  }

  private void opened(ShardEvent.Opened opened) {
    NodeId node = opened.node();
    waiting.remove(node);
    LogPosition beginning = beginnings.remove(node);
    if (beginning != null && !opened.base().isBefore(beginning.lsn())) {
      logs.rowsAwaited(node, beginning);
    }
    if (opened.found().startsWith("damaged")) {
      damaged++;
    }
    if (opened.found().startsWith("torn")) {
      torn++;
    }
    ReplicaLogs.Disk disk =
        node.equals(nemesis.losses().rotten()) ? ReplicaLogs.Disk.DAMAGED : ReplicaLogs.Disk.SOUND;
    if (logs.recovered(node, opened.base(), opened.applied(), opened.last(), disk)) {
      epochs.lost(node, opened.last().lsn().number());
    }
  }

  private static boolean isNewer(DatabaseDefinition one, DatabaseDefinition other) {
    return one.version() >= other.version() && newest(one) >= newest(other);
  }

  private static long newest(DatabaseDefinition definition) {
    return definition.version() + definition.ack().version() + definition.latest().version();
  }

  private static long content(LogRecord record) {
    var crc = new CRC32C();
    crc.update(record.payload().array());
    return StableHash.mix(
        crc.getValue() << 8 ^ record.kind().code() ^ StableHash.mix(record.hlc().packed()));
  }
}
