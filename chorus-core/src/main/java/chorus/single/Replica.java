package chorus.single;

import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.Result;
import chorus.definition.DatabaseDefinition;
import chorus.diverged.Caretaker;
import chorus.env.Completion;
import chorus.log.EpochTable;
import chorus.log.LogListener;
import chorus.log.LogRecord;
import chorus.log.ShardLog;
import chorus.resp.Bytes;
import chorus.ship.Snapshots;
import chorus.store.Beat;
import chorus.store.ScrubReport;
import chorus.time.Hlc;
import chorus.time.LeaseHolder;
import chorus.value.Hash128;
import chorus.wire.AppendVerdict;
import chorus.wire.GatewayId;
import chorus.wire.PeerMessage;
import chorus.wire.PeerMessage.Append;
import chorus.wire.PeerMessage.AppendReply;
import chorus.wire.PeerMessage.FenceRequest;
import chorus.wire.PeerMessage.FetchRecords;
import chorus.wire.PeerMessage.FetchedRecords;
import chorus.wire.PeerMessage.Forward;
import chorus.wire.PeerMessage.SnapshotAsk;
import chorus.wire.PeerMessage.SnapshotChunk;
import chorus.wire.PeerMessage.SnapshotOffer;
import chorus.wire.ShardStatus;
import chorus.wire.ShardStatus.Standing;
import chorus.wire.Unblocking;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One replica of one shard. It follows whoever leads the latest epoch, or leads it, or waits.
///
/// Every method is for the shard's strand.
public final class Replica implements LogListener, Rows.Watcher, Installing.Watcher {
  private final Shard shard;
  private final ShardLog log;
  private final Fence fence;
  private final Rows rows;
  private final Recovery recovery;
  private final Divergence divergence;
  private final Caretaker caretaker;
  private final DiskWatch disk;
  private final Scrub scrub;
  private final LocalReads localReads;
  private final Retention retention;
  private final Installing installing;
  private final Snapshots snapshots;
  private final ReplicaObserver observer;
  private @Nullable Leading leading;
  private @Nullable Following following;
  private @Nullable Fault failure;
  private boolean beginsAnew;
  private DatabaseDefinition definition;
  private Epoch preparing = Epoch.NONE;
  private Epoch abdicated = Epoch.NONE;

  /// To lead, once the rows are there again.
  private @Nullable Runnable wish;

  private Ended ended = new Ended(Epoch.NONE, new ForwardLedger());
  private Hlc latest = Hlc.ZERO;

  /// The last leadership of this process, and what it took.
  private record Ended(Epoch epoch, ForwardLedger ledger) {
    /// Whether a batch for a leadership that is not there was never begun under it: "not leading"
    /// invites its gateway to try elsewhere. Only the process that led knows; any other is silent,
    /// and the gateway finds out from the next epoch that the end is open.
    boolean neverRan(Forward forward) {
      return epoch.equals(forward.epoch())
          && ledger.take(forward.gateway(), forward.id(), forward.lowestOpen());
    }
  }

  Replica(Shard shard, ReplicaParts parts, ReplicaObserver observer) {
    this.shard = shard;
    this.log = parts.log();
    this.observer = observer;
    this.definition = shard.definition();
    this.fence = new Fence(shard, parts.stateFile(), log, parts.state());
    this.rows = new Rows(shard, log, parts.store(), parts.stores(), this);
    this.recovery = new Recovery(shard, fence, rows);
    this.divergence = new Divergence(shard, log, rows, parts.diverged());
    this.caretaker = new Caretaker(shard.env(), parts.diverged());
    this.disk = new DiskWatch(shard, log);
    this.scrub = new Scrub(shard, log, rows);
    this.localReads = new LocalReads(shard, rows, fence);
    this.retention = new Retention(shard, log, rows);
    this.installing = new Installing(shard, log, rows, this);
    this.snapshots =
        new Snapshots(shard.env(), shard.id(), shard.boot(), log, rows::sound, rows::damaged);
    fence.heard(log.last().epoch());
  }

  /// A message about this shard.
  public void receive(NodeId from, PeerMessage.OfShard message) {
    if (failure != null || beginsAnew) {
      return;
    }
    switch (message) {
      case Append append -> receive(from, append);
      case AppendReply reply -> receive(from, reply);
      case FenceRequest request -> {
        if (leading != null && request.epoch().isAfter(leading.epoch())) {
          stepDown(request.epoch());
        }
        if (recovery.canTell()) {
          fence.request(from, request.epoch());
        }
      }
      case SnapshotAsk ask -> snapshots.asked(from, ask);
      case SnapshotOffer offer -> receive(from, offer);
      case SnapshotChunk chunk -> installing.received(from, chunk);
      case Forward forward -> receive(from, forward);
      case FetchRecords request -> scrub.asked(from, request);
      case FetchedRecords answer -> scrub.received(answer);
    }
  }

  /// The control plane chose this replica for `epoch`, and the lease is held: begin, unless a later
  /// epoch is promised, or the replica has lost what it had when it was chosen.
  public void lead(Epoch epoch, LeaseHolder lease) {
    boolean may =
        failure == null && !beginsAnew && recovery.mayLead(epoch) && !epoch.equals(abdicated);
    if (!may || epoch.isBefore(fence.promised()) || epoch.equals(preparing)) {
      return;
    }
    if (rows.isRebuilding()) {
      wish = () -> lead(epoch, lease);
      return;
    }
    stepDown(epoch);
    preparing = epoch;
    following = null;
    divergence.forget();
    fence.heard(epoch);
    recovery.agreed(epoch);
    recovery.leads();
    rows.absorbAll(() -> isPreparing(epoch), () -> activate(epoch, lease));
  }

  /// The control plane defines the database so from now on.
  public void define(DatabaseDefinition agreed) {
    definition = agreed;
    fence.lives(agreed.placement().life(shard.self()));
    scrub.define(agreed);
    if (leading != null) {
      leading.define(agreed);
    }
  }

  /// Called once in each heartbeat: a leader whose disk does not answer gives up, so that the
  /// controller can choose one whose disk does.
  public void look() {
    snapshots.tick();
    shard.counts().snapshots(snapshots.begun());
    installing.look(definition.ack().replicas());
    retention.look(leading == null ? log.last().lsn() : leading.had());
    disk.look();
    if (following != null) {
      following.look();
    }
    if (disk.isStalled() && leading != null && !shard.has(PlantedBug.STALLED_LEADER_STAYS)) {
      abdicate(leading.epoch(), "its disk does not answer");
    }
  }

  private void abdicate(Epoch epoch, String why) {
    abdicated = epoch;
    shard.emit(new ShardEvent.Abdicated(shard.self(), shard.id(), epoch, why));
    observer.superseded(epoch.next());
    stepDown(epoch.next());
  }

  /// The control plane has moved on to `epoch`, which this replica does not lead: nothing older is
  /// taken any more.
  public void supersede(Epoch epoch) {
    fence.heard(epoch);
    recovery.agreed(epoch);
    if (leading != null && epoch.isAfter(leading.epoch())) {
      stepDown(epoch);
    }
  }

  /// See [Recovery#forced].
  public void forced(Epoch epoch) {
    recovery.forced(epoch);
    recovery.look(following);
  }

  /// See [Recovery#missed].
  public void missedForce(Epoch epoch) {
    recovery.missed(epoch);
  }

  /// See [Recovery#startIsKnown].
  public void startIsKnown() {
    recovery.startIsKnown();
    recovery.look(following);
    if (following != null) {
      following.durable(fence);
    }
  }

  /// Hands the leadership of `epoch` over to `successor`, which has `patience` to catch up.
  /// `released` completes once this replica never answers again in that epoch. Fault: `REFUSED`
  /// with the reason; it leads on then.
  public void handOver(
      Epoch epoch, NodeId successor, Duration patience, Completion<Done> released) {
    if (leading == null || !leading.epoch().equals(epoch)) {
      String why = shard.self() + " does not lead epoch " + epoch;
      released.complete(Result.failed(Fault.notApplied("REFUSED", why)));
    } else if (!definition.mayLead(successor)) {
      String why = successor + " holds no replica that stays";
      released.complete(Result.failed(Fault.notApplied("REFUSED", why)));
    } else {
      leading.switchover().begin(successor, patience, released);
    }
  }

  /// Ends a switchover in which `epoch` is not released yet.
  public void keepLeading(Epoch epoch, String why) {
    leading(epoch).ifPresent(it -> it.switchover().keepLeading(why));
  }

  /// Leads on though `epoch` was released: the control plane certainly named nobody.
  public void takeBack(Epoch epoch) {
    leading(epoch).ifPresent(it -> it.switchover().takeBack());
  }

  /// What became of numbers that the leader of `epoch` asked for.
  public void heard(Epoch epoch, Bytes name, Reservation what) {
    leading(epoch).ifPresent(it -> it.numbering().heard(name, what));
  }

  private Optional<Leading> leading(Epoch epoch) {
    return Optional.ofNullable(leading).filter(it -> it.epoch().equals(epoch));
  }

  /// Runs a batch if this replica leads.
  public void submit(Batch batch) {
    if (leading == null || failure != null) {
      batch.answer().notLeading();
    } else {
      leading.submit(batch);
    }
  }

  /// The gateway's batch `id` is waited for no more; nothing if it is not here or does not wait.
  public void withdraw(GatewayId gateway, long id) {
    if (leading != null) {
      leading.withdraw(gateway, id);
    }
  }

  /// The gateway's batch `id` waits no longer; nothing if it is not here or does not wait.
  public void unblock(GatewayId gateway, long id, Unblocking how) {
    if (leading != null) {
      leading.unblock(gateway, id, how);
    }
  }

  /// Runs reads on what this replica has applied, which may be old. `notLeading` if there is
  /// nothing to be read, or this is a learner, which may lack almost everything.
  public void readHere(Batch batch) {
    if (failure == null && !definition.learners().contains(shard.self())) {
      localReads.run(batch);
    } else {
      batch.answer().notLeading();
    }
  }

  /// Asks every replica for its content hash; gives the position, or [Lsn#NONE] if this replica
  /// does not lead.
  public Lsn beatNow() {
    return leading == null || leading.standing() != Standing.LEADING ? Lsn.NONE : leading.beatNow();
  }

  /// The content hashes of the last beats, oldest first.
  public List<Beat> beats() {
    return rows.beats();
  }

  /// Looks at everything that is stored here, and repairs what is damaged.
  public void verify(Consumer<ScrubReport> done) {
    scrub.now(done);
  }

  /// Looks after what elections left behind here.
  public Caretaker caretaker() {
    return caretaker;
  }

  /// How this replica stands at this moment.
  public ShardStatus status() {
    List<Beat> beats = rows.beats();
    Beat beat = beats.isEmpty() ? null : beats.getLast();
    return new ShardStatus(
        shard.id(),
        standing(),
        leading == null ? fence.promised() : leading.epoch(),
        log.base().lsn(),
        log.bytes(),
        log.last().lsn(),
        log.durable(),
        rows.commit(),
        rows.applied(),
        rows.keys(),
        rows.expiring(),
        fence.wholeness(),
        beat == null ? Lsn.NONE : beat.lsn(),
        beat == null ? Hash128.ZERO : beat.hash(),
        divergence.store().writes(),
        leading == null ? List.of() : leading.followers());
  }

  /// Gives up files and memory while the node goes on: this replica takes no part any more.
  public void leave() {
    failure = Fault.notApplied("UNAVAILABLE", "the database is not held here any more");
    stepDown(fence.promised());
    following = null;
    divergence.forget();
    close();
  }

  /// Gives up files and memory.
  public void close() {
    if (leading != null) {
      leading.close();
    }
    installing.close();
    snapshots.close();
    scrub.close();
    log.sync();
    log.close();
    rows.close();
  }

  @Override
  public void durable(Lsn lsn) {
    if (failure != null) {
      return;
    }
    shard.emitIfFollowed(() -> new ShardEvent.Durable(shard.self(), shard.id(), lsn));
    rows.durable();
    if (leading != null) {
      leading.durable(lsn);
    }
    if (following != null) {
      following.durable(fence);
      recovery.look(following);
    }
    fence.reportWhatIsTrue();
  }

  @Override
  public void failed(Fault fault) {
    failure = fault;
    scrub.close();
    stepDown(fence.promised());
    following = null;
    shard.emit(
        new ShardEvent.Failed(shard.self(), shard.id(), fault.code() + ": " + fault.detail()));
    observer.standingChanged();
  }

  @Override
  public void damaged(Fault fault) {
    scrub.damageMet();
  }

  @Override
  public void spaceReturned() {
    shard.emit(new ShardEvent.DiskHasRoom(shard.self(), shard.id()));
  }

  private void activate(Epoch epoch, LeaseHolder lease) {
    if (!isPreparing(epoch)) {
      return;
    }
    leading =
        new Leading(shard, epoch, lease, log, rows, snapshots, latest(), definition, observer);
    leading.begin();
  }

  private boolean isPreparing(Epoch epoch) {
    return preparing.equals(epoch) && !epoch.isBefore(fence.promised()) && failure == null;
  }

  private Hlc latest() {
    List<LogRecord> end = log.cached(log.last().lsn(), 1);
    return end.isEmpty() || end.getLast().hlc().compareTo(latest) < 0
        ? latest
        : end.getLast().hlc();
  }

  private void receive(NodeId from, Append append) {
    if (append.epoch().isBefore(fence.promised())
        && !shard.has(PlantedBug.NO_EPOCH_CHECK_ON_APPEND)) {
      fence.answer(
          from, append.epoch(), AppendVerdict.REJECTED, log.last(), Lsn.NONE, rows.applied());
      return;
    }
    if (leading != null) {
      if (!append.epoch().isAfter(leading.epoch())) {
        return;
      }
      stepDown(append.epoch());
    }
    fence.heard(append.epoch());
    if (following == null || !following.epoch().equals(append.epoch())) {
      following =
          new Following(
              shard, append.epoch(), append.leader(), log, rows, snapshots, () -> definition);
    }
    installing.fedBy(from);
    if (divergence.isSaving(append.epoch())) {
      return;
    }
    Optional<LogPosition> cut = following.firstToBeCut(append);
    if (cut.isPresent() && !mayCut(cut.get(), append.epoch(), () -> receiveAgain(from, append))) {
      return;
    }
    if (cut.isPresent() && !cut.get().lsn().isAfter(log.base().lsn())) {
      Lsn shared = cut.get().lsn().previous();
      beginAnew(append.epoch(), shared, LogPosition.START, EpochTable.EMPTY);
      return;
    }
    if (!append.records().isEmpty()) {
      latest = append.records().getLast().hlc();
    }
    following.receive(from, append, fence);
    recovery.look(following);
  }

  /// Whether this replica can do without its records from `first` on, in whose place the leader of
  /// `by` has others. If it cannot yet, `again` runs when it can.
  private boolean mayCut(LogPosition first, Epoch by, Runnable again) {
    if (recovery.mustWait(by)) {
      return false;
    }
    Epoch lossyTo = definition.lossyTo();
    Optional<Fault> against = recovery.against(first, log.last().epoch(), lossyTo);
    if (against.isPresent()) {
      failed(against.get());
      return false;
    }
    boolean isNoLoss = first.epoch().isAfter(lossyTo);
    if (isNoLoss || divergence.isSaved(first, by, again)) {
      divergence.forget();
      return true;
    }
    return false;
  }

  /// Rows are offered, since the rows here are gone, or this log ends before the leader's begins.
  private void receive(NodeId from, SnapshotOffer offer) {
    if (installing.fits(offer)) {
      installing.offered(from, offer);
      return;
    }
    boolean isOfLeader =
        leading == null && following != null && following.epoch().equals(offer.epoch());
    if (isOfLeader && offer.at().lsn().isAfter(log.last().lsn())) {
      Lsn shared = log.epochs().partsFrom(offer.history(), log.last().lsn(), offer.at()).lsn();
      joinAt(from, offer, shared);
    }
  }

  /// The leader's log begins behind the end of this one. What lies above `shared` is not the
  /// leader's.
  private void joinAt(NodeId leader, SnapshotOffer offer, Lsn shared) {
    Optional<LogPosition> cut =
        log.epochOf(shared.next()).map(epoch -> new LogPosition(epoch, shared.next()));
    boolean may =
        cut.isEmpty()
            || (!divergence.isSaving(offer.epoch())
                && mayCut(cut.get(), offer.epoch(), () -> offeredAgain(leader, offer)));
    if (may) {
      beginAnew(offer.epoch(), shared, offer.at(), offer.history());
    }
  }

  private void offeredAgain(NodeId leader, SnapshotOffer offer) {
    if (failure == null) {
      receive(leader, offer);
    }
  }

  /// Gives up what is here, for a log that begins behind `at`. Up to `keep` the old one was the
  /// leader's.
  private void beginAnew(Epoch epoch, Lsn keep, LogPosition at, EpochTable history) {
    beginsAnew = true;
    divergence.forget();
    shard.emit(new ShardEvent.BeginsAnew(shard.self(), shard.id(), epoch, keep, at));
    fence.withoutRows(() -> log.closeAndBeginAfter(at, history, _ -> observer.reopen()));
  }

  private void receiveAgain(NodeId from, Append append) {
    if (failure == null) {
      receive(from, append);
    }
  }

  private void receive(NodeId from, AppendReply reply) {
    if (following != null) {
      following.onReply(from, reply);
    }
    if (leading == null || !reply.epoch().equals(leading.epoch())) {
      return;
    }
    if (reply.verdict() == AppendVerdict.REJECTED) {
      observer.superseded(reply.promised());
      stepDown(reply.promised());
    } else {
      leading.onReply(from, reply);
    }
  }

  private void receive(NodeId from, Forward forward) {
    Batch.Answer answer = new RemoteAnswer(shard, from, forward);
    if (leading != null && leading.epoch().equals(forward.epoch())) {
      if (leading.takes(forward)) {
        leading.submit(new Batch(forward.commands(), forward.ackLevel(), answer));
      }
    } else if (ended.neverRan(forward)) {
      answer.notLeading();
    }
  }

  @Override
  public void rowsMoved() {
    if (leading != null) {
      leading.rowsMoved();
    }
  }

  @Override
  public void rowsDamaged() {
    scrub.rowsGone();
    snapshots.close();
    if (leading != null && !shard.has(PlantedBug.DAMAGED_LEADER_STAYS)) {
      abdicate(leading.epoch(), "its rows are damaged");
    }
  }

  @Override
  public void rowsAwaited() {
    shard.emit(new ShardEvent.RowsAwaited(shard.self(), shard.id()));
    fence.withoutRows(() -> {});
  }

  @Override
  public void rowsInstalled() {
    recovery.look(following);
  }

  @Override
  public void trimmed(Lsn base) {
    shard.emit(new ShardEvent.Trimmed(shard.self(), shard.id(), base));
  }

  @Override
  public void rowsRebuilt() {
    Runnable lead = wish;
    wish = null;
    if (lead != null) {
      lead.run();
    }
  }

  @Override
  public void rowsFailed(Fault fault) {
    failed(fault);
  }

  private Standing standing() {
    if (failure != null) {
      return Standing.FAILED;
    }
    if (leading != null) {
      return leading.standing();
    }
    if (!abdicated.equals(Epoch.NONE) && abdicated.equals(fence.promised())) {
      return Standing.ABDICATED;
    }
    if (disk.isStalled()) {
      return Standing.STALLED;
    }
    if (rows.isRebuilding()) {
      return Standing.REBUILDING;
    }
    return scrub.leftDamage() ? Standing.DAMAGED : Standing.FOLLOWING;
  }

  private void stepDown(Epoch later) {
    preparing = Epoch.NONE;
    if (leading != null) {
      Leading before = leading;
      leading = null;
      ended = new Ended(before.epoch(), before.ledger());
      before.end(later);
      rows.forgetUndecided();
      observer.standingChanged();
    }
  }
}
