package chorus.single;

import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.Result;
import chorus.log.ReplicaState;
import chorus.log.ReplicaState.Wholeness;
import chorus.log.ShardLog;
import chorus.log.StateFile;
import chorus.wire.AppendVerdict;
import chorus.wire.PeerMessage.AppendReply;
import chorus.wire.PeerMessage.FenceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The promise to take nothing from older epochs, kept on disk, and the reports that carry it (F6).
///
/// A report leaves only when the promise is durable and so is everything that the log holds: what
/// it says can be relied on. The answer to a controller *is* the fence.
final class Fence {
  private final Shard shard;
  private final StateFile file;
  private final ShardLog log;
  private final Map<NodeId, Epoch> asked = new TreeMap<>();
  private ReplicaState durable;
  private ReplicaState wanted;
  private boolean writing;
  private boolean startIsKnown;

  /// What waits for the present life to be written down.
  private final List<Runnable> whenBegun = new ArrayList<>();

  Fence(Shard shard, StateFile file, ShardLog log, ReplicaState state) {
    this.shard = shard;
    this.file = file;
    this.log = log;
    this.durable = state;
    this.wanted = state;
  }

  /// Every epoch below this one is rejected, from now on.
  Epoch promised() {
    return wanted.promised();
  }

  /// That it is whole again counts once it is written down; that it is not, at once.
  Wholeness wholeness() {
    return wanted.wholeness() == Wholeness.WHOLE ? durable.wholeness() : wanted.wholeness();
  }

  /// The start of this process is agreed: from now on what it confirms counts.
  void startIsKnown() {
    if (!startIsKnown) {
      startIsKnown = true;
      shard.emit(new ShardEvent.Confirms(shard.self(), shard.id()));
    }
  }

  /// What leaders hear. Until its start is agreed nobody could tell, if an older copy of the disk
  /// came back, that this process was there: so it confirms nothing.
  private Wholeness confirming() {
    boolean counts = startIsKnown || shard.has(PlantedBug.CONFIRMS_BEFORE_AGREED);
    return counts || wholeness() != Wholeness.WHOLE ? wholeness() : Wholeness.NOT_WHOLE;
  }

  /// Which life of this replica's data this is, as it is written down.
  long incarnation() {
    return durable.incarnation();
  }

  /// This node holds the database since a time whose incarnations begin at `least`: whatever was
  /// confirmed in an earlier one counts no more.
  void lives(long least) {
    ReplicaState living = wanted.living(least);
    if (!living.equals(wanted)) {
      wanted = living;
      write();
    }
  }

  /// A controller wants `epoch` to begin: older ones are rejected at once, and the report follows
  /// when it is true.
  void request(NodeId controller, Epoch epoch) {
    if (epoch.isBefore(promised())) {
      return;
    }
    promise(epoch);
    asked.put(controller, epoch);
    reportWhatIsTrue();
  }

  /// A leader of `epoch` was heard: older ones are rejected. Not written down: that leader's own
  /// first record says it.
  void heard(Epoch epoch) {
    if (epoch.isAfter(promised())) {
      wanted = withPromise(epoch);
    }
  }

  /// Everything that was ever acknowledged here is here again.
  void whole() {
    wanted = new ReplicaState(wanted.promised(), wanted.incarnation(), Wholeness.WHOLE, Lsn.NONE);
    write();
  }

  /// This replica has lost its rows, or is about to give them up: from now on it does not count,
  /// and what it said in its life so far counts no more. `begun` runs once that is written down.
  void withoutRows(Runnable begun) {
    wanted = wanted.withoutRows();
    whenBegun.add(begun);
    write();
  }

  /// Says to `asker`, who sent records of the leader of `epoch` or is that leader, what became of
  /// them, and how this replica stands.
  void answer(
      NodeId asker,
      Epoch epoch,
      AppendVerdict verdict,
      LogPosition at,
      Lsn durableMatch,
      Lsn applied) {
    shard
        .env()
        .network()
        .send(
            asker,
            new AppendReply(
                shard.id(),
                epoch,
                verdict,
                at,
                durableMatch,
                confirming(),
                incarnation(),
                log.base(),
                applied,
                promised()));
  }

  /// The log's durable end moved.
  void reportWhatIsTrue() {
    boolean promiseHolds = shard.has(PlantedBug.PROMISE_NOT_PERSISTED) || durable.equals(wanted);
    if (asked.isEmpty() || !promiseHolds || log.durable().isBefore(log.last().lsn())) {
      return;
    }
    LogPosition last = log.last();
    asked.forEach((controller, epoch) ->
        shard
            .env()
            .network()
            .send(controller, new FenceReport(shard.id(), epoch, last, wholeness(), shard.boot())));
    asked.clear();
  }

  private void promise(Epoch epoch) {
    if (epoch.isAfter(durable.promised())) {
      wanted = withPromise(epoch);
      if (!shard.has(PlantedBug.PROMISE_NOT_PERSISTED)) {
        write();
      }
    }
  }

  private ReplicaState withPromise(Epoch epoch) {
    return new ReplicaState(epoch, wanted.incarnation(), wanted.wholeness(), wanted.wholeAt());
  }

  /// Writes down what is wanted. If that fails, for want of room say, it is tried again: the old
  /// file is still whole.
  private void write() {
    if (writing || durable.equals(wanted)) {
      return;
    }
    writing = true;
    ReplicaState now = wanted;
    file.store(
        now,
        result -> {
          writing = false;
          switch (result) {
            case Result.Ok<Done> _ -> written(now);
            case Result.Failed<Done> _ ->
                shard.env().scheduler().after(shard.timings().heartbeat(), this::write);
          }
        });
  }

  private void written(ReplicaState now) {
    Wholeness before = durable.wholeness();
    durable = now;
    shard.emit(new ShardEvent.Promised(shard.self(), shard.id(), now.promised()));
    if (before != Wholeness.WHOLE && now.wholeness() == Wholeness.WHOLE) {
      shard.emit(new ShardEvent.WholeAgain(shard.self(), shard.id(), log.durable()));
    }
    reportWhatIsTrue();
    if (durable.incarnation() == wanted.incarnation()) {
      List<Runnable> begun = List.copyOf(whenBegun);
      whenBegun.clear();
      begun.forEach(Runnable::run);
    }
    write();
  }
}
