package chorus.single;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.definition.DatabaseDefinition;
import chorus.log.LogRecord;
import chorus.log.ShardLog;
import chorus.ship.Snapshots;
import chorus.ship.Source;
import chorus.wire.AppendVerdict;
import chorus.wire.PeerMessage.Append;
import chorus.wire.PeerMessage.AppendReply;
import chorus.wire.PeerMessage.Owed;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What a replica does with the records of one leader, whose epoch it accepted. In a chain they
/// come from the replica before it, and it passes them on ([Relay]).
///
/// Invariant: `matched` is how far this log is known to be the leader's; what lies above it, from
/// an earlier epoch, is cut when the leader's own record for that place comes. It is neither
/// acknowledged nor shown, unless the epoch was lossy: then it is saved first ([Divergence]).
final class Following {
  private final Shard shard;
  private final Epoch epoch;
  private final NodeId leader;
  private final ShardLog log;
  private final Rows rows;
  private final Relay relay;
  private NodeId feeder;
  private Lsn matched = Lsn.NONE;
  private Lsn leaderCommit = Lsn.NONE;
  private Lsn leaderSettled = Lsn.NONE;
  private Owed owed = Owed.NOTHING;

  /// `definition` gives what is agreed on the database at present.
  Following(
      Shard shard,
      Epoch epoch,
      NodeId leader,
      ShardLog log,
      Rows rows,
      Snapshots snapshots,
      Supplier<DatabaseDefinition> definition) {
    this.shard = shard;
    this.epoch = epoch;
    this.leader = leader;
    this.log = log;
    this.rows = rows;
    this.feeder = leader;
    this.relay =
        new Relay(shard, new Source(epoch, leader, log, snapshots, this::relayed), definition);
  }

  Epoch epoch() {
    return epoch;
  }

  /// Takes the leader's records if they follow on what is here, else says what is here. Both who
  /// sent them and the leader, which counts copies, hear what became of them.
  void receive(NodeId from, Append append, Fence fence) {
    LogPosition previous = append.previous();
    if (!follows(previous)) {
      LogPosition here = log.epochs().sharedWith(previous, log.last().lsn());
      reply(from, AppendVerdict.MISMATCH, here, fence);
      return;
    }
    List<LogRecord> missing = missing(append.records());
    if (!missing.isEmpty()) {
      log.append(missing);
      shard.emitIfFollowed(() -> new ShardEvent.Appended(shard.self(), shard.id(), missing));
      log.sync();
    }
    Lsn end = append.records().isEmpty() ? previous.lsn() : append.records().getLast().lsn();
    matched = Lsn.max(matched, end);
    leaderCommit = Lsn.max(leaderCommit, append.commit());
    leaderSettled = Lsn.max(leaderSettled, append.settled());
    if (from.equals(leader)) {
      owed = append.owed();
    }
    if (!append.records().isEmpty()) {
      feeder = from;
    }
    rows.learnCommit(leaderCommit);
    rows.settleTo(Lsn.min(leaderSettled, visible()));
    rows.commitTo(visible(), epoch);
    if (missing.isEmpty()) {
      acknowledge(from, fence);
    }
    relay.poke(leaderCommit, leaderSettled);
  }

  /// More of this log is durable.
  void durable(Fence fence) {
    acknowledge(feeder, fence);
  }

  /// What `from`, to which this replica may pass records on, said to that.
  void onReply(NodeId from, AppendReply reply) {
    relay.onReply(from, reply);
  }

  /// Called once in each heartbeat.
  void look() {
    relay.tick(leaderCommit, leaderSettled);
  }

  /// Whether this replica has durably all that its leader says it needs in this life: then it has
  /// all that it can ever have acknowledged.
  boolean hasEverythingOwed(long incarnation) {
    return owed.incarnation() == incarnation && !durableMatch().isBefore(owed.lsn());
  }

  /// Whether this replica has durably a record of the leader's own epoch, and so all before it.
  boolean hasOwnRecordOfEpoch() {
    return log.epochOf(durableMatch()).filter(epoch::equals).isPresent();
  }

  /// The first record here in whose place the leader has another one.
  Optional<LogPosition> firstToBeCut(Append append) {
    if (!follows(append.previous())) {
      return Optional.empty();
    }
    return append.records().stream()
        .skip(known(append.records()))
        .findFirst()
        .map(LogRecord::lsn)
        .filter(lsn -> !lsn.isAfter(log.last().lsn()))
        .map(lsn -> new LogPosition(log.epochOf(lsn).orElse(Epoch.NONE), lsn));
  }

  private Lsn visible() {
    return shard.has(PlantedBug.APPLY_BEFORE_COMMIT) ? matched : Lsn.min(leaderCommit, matched);
  }

  private boolean follows(LogPosition previous) {
    return previous.lsn().equals(Lsn.NONE) || log.has(previous);
  }

  /// The records that are not here yet; a record of another epoch in their place is cut first, with
  /// all after it.
  private List<LogRecord> missing(List<LogRecord> records) {
    List<LogRecord> missing = records.subList(known(records), records.size());
    if (!missing.isEmpty() && !missing.getFirst().lsn().isAfter(log.last().lsn())) {
      cutAfter(new Lsn(missing.getFirst().lsn().number() - 1));
    }
    return missing;
  }

  /// How many of the records, from the first on, are here.
  private int known(List<LogRecord> records) {
    int known = 0;
    while (known < records.size() && log.has(records.get(known).position())) {
      known++;
    }
    return known;
  }

  private void cutAfter(Lsn keep) {
    log.cutAfter(keep);
    shard.emit(new ShardEvent.CutBack(shard.self(), shard.id(), keep, epoch));
  }

  private Lsn durableMatch() {
    return shard.has(PlantedBug.ACK_BEFORE_FSYNC) ? matched : Lsn.min(log.durable(), matched);
  }

  /// How far this log may be passed on.
  private Lsn relayed() {
    return shard.has(PlantedBug.RELAY_UNMATCHED) ? log.last().lsn() : matched;
  }

  private void acknowledge(NodeId sender, Fence fence) {
    LogPosition at = new LogPosition(log.epochOf(matched).orElse(Epoch.NONE), matched);
    reply(leader, AppendVerdict.ACCEPTED, at, fence);
    if (!sender.equals(leader)) {
      reply(sender, AppendVerdict.ACCEPTED, at, fence);
    }
  }

  private void reply(NodeId to, AppendVerdict verdict, LogPosition at, Fence fence) {
    fence.answer(to, epoch, verdict, at, durableMatch(), rows.applied());
  }
}
