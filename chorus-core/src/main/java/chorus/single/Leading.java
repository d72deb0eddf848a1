package chorus.single;

import chorus.ack.AckTracker;
import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.command.Outcome;
import chorus.definition.AckConfig;
import chorus.definition.AckLevel;
import chorus.definition.DatabaseDefinition;
import chorus.definition.OnDegrade;
import chorus.env.Timer;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.log.ShardLog;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.ship.Snapshots;
import chorus.time.Hlc;
import chorus.time.LeaseHolder;
import chorus.wire.GatewayId;
import chorus.wire.PeerMessage.AppendReply;
import chorus.wire.PeerMessage.Forward;
import chorus.wire.ShardStatus.FollowerStatus;
import chorus.wire.ShardStatus.Standing;
import chorus.wire.Unblocking;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One leadership: from the lease that began it to the epoch that ends it.
///
/// The way of a write, all of it here and in this order: a command decides ([#run]), its record is
/// appended and sent ([#appended], [#turnEnded]), copies become durable ([#durable], [#onReply]),
/// the record is committed and what waited for it is answered ([#advance]).
final class Leading implements Switchover.Leader, Expiring.Leader, LongReads.Leader {
  private static final Bytes EXISTS = Bytes.utf8("EXISTS");
  private static final Duration EVERY_SECOND = Duration.ofSeconds(1);

  private final Shard shard;
  private final Epoch epoch;
  private final LeaseHolder lease;
  private final ShardLog log;
  private final Rows rows;
  private final ReplicaObserver observer;
  private final Execution execution;
  private final AckTracker acks;
  private final Followers followers;
  private final Acknowledging acknowledging;
  private final PendingReplies pending = new PendingReplies();
  private final Confirmations confirmations;
  private final Waiting waiting;
  private final ArrayDeque<BatchRun> held = new ArrayDeque<>();
  private final Switchover switchover;
  private final Numbering numbering;
  private final Expiring expiring;
  private final ForwardLedger ledger = new ForwardLedger();
  private final Turn turn;
  private final StrandTimes times;
  private final Lsn epochStart;
  private Lsn lastBeat;
  private boolean active;
  private boolean ended;
  private long sequence;
  private @Nullable Timer ticking;
  private @Nullable Timer beating;
  private @Nullable Timer syncing;

  /// `rows` hold everything up to the log's end. Begins at once: the first record of the epoch is
  /// appended.
  Leading(
      Shard shard,
      Epoch epoch,
      LeaseHolder lease,
      ShardLog log,
      Rows rows,
      Snapshots snapshots,
      Hlc latest,
      DatabaseDefinition definition,
      ReplicaObserver observer) {
    this.shard = shard;
    this.epoch = epoch;
    this.lease = lease;
    this.log = log;
    this.rows = rows;
    this.observer = observer;
    this.execution = new Execution(shard, rows, epoch, latest, log.maxPayloadBytes());
    this.waiting = new Waiting(shard, epoch, rows, this, this::copies, this::goOn);
    this.switchover = new Switchover(shard, epoch, this);
    this.numbering = new Numbering(shard, epoch, observer::reserve, this::goOn);
    this.expiring = new Expiring(shard, rows, this);
    this.times = new StrandTimes(shard);
    this.epochStart = log.last().lsn().next();
    this.lastBeat = log.last().lsn();
    AckConfig config = definition.ack();
    this.acks =
        new AckTracker(
            config.replicas(), Acknowledging.rule(shard, config), epochStart, rows.commit());
    this.turn = new Turn(shard, log, acks::committed, this::appended, this::turnEnded);
    this.followers = new Followers(shard, epoch, definition, log, acks, snapshots);
    this.acknowledging =
        new Acknowledging(
            shard, epoch, definition, acks, followers, observer, () -> turn.next().previous());
    this.confirmations = new Confirmations(acks, acknowledging);
  }

  void begin() {
    shard.emit(new ShardEvent.Activating(shard.self(), shard.id(), epoch, epochStart));
    append(RecordKind.EPOCH_START);
    if (shard.has(PlantedBug.SERVE_BEFORE_EPOCH_START)) {
      activate();
    }
    tick();
    beat();
  }

  Epoch epoch() {
    return epoch;
  }

  Standing standing() {
    if (!leaseHolds()) {
      return Standing.LEASELESS;
    }
    if (!active) {
      return Standing.ACTIVATING;
    }
    return switchover.holds() ? Standing.HANDING_OVER : Standing.LEADING;
  }

  List<FollowerStatus> followers() {
    return followers.statuses();
  }

  /// The database is defined so from now on.
  void define(DatabaseDefinition definition) {
    if (acknowledging.isWriteBehind() && !definition.isWriteBehind()) {
      acks.lost(shard.self(), log.durable());
      log.sync();
    }
    followers.define(definition);
    if (acknowledging.define(definition)) {
      advance();
    }
  }

  /// Runs a batch now, or says that this is not the place.
  void submit(Batch batch) {
    if (!active || switchover.holds() || !leaseHolds()) {
      batch.answer().notLeading();
      return;
    }
    BatchRun run = new BatchRun(batch, sequence++, now() + shard.timings().ackWait().toNanos());
    if (holdsBack() || !held.isEmpty()) {
      held.addLast(run);
    } else {
      run(run);
    }
  }

  /// What was forwarded to this leadership; outlives it.
  ForwardLedger ledger() {
    return ledger;
  }

  /// Whether this forwarded batch is to be run: not a repetition.
  boolean takes(Forward forward) {
    return shard.has(PlantedBug.FORWARD_TWICE)
        || ledger.take(forward.gateway(), forward.id(), forward.lowestOpen());
  }

  /// See [Waiting#withdraw].
  void withdraw(GatewayId gateway, long id) {
    waiting.withdraw(gateway, id);
  }

  /// See [Waiting#unblock].
  void unblock(GatewayId gateway, long id, Unblocking how) {
    waiting.unblock(gateway, id, how);
  }

  /// This node's own copy is durable up to `lsn`.
  void durable(Lsn lsn) {
    if (acks.durable(shard.self(), lsn)) {
      advance();
    }
    waiting.look();
    switchover.goOn();
  }

  /// The planned end of this leadership.
  Switchover switchover() {
    return switchover;
  }

  /// What this leadership gives out of sequences.
  Numbering numbering() {
    return numbering;
  }

  @Override
  public long missingAt(NodeId successor) {
    return log.last().lsn().number() - acks.durableAt(successor).number();
  }

  @Override
  public boolean isSettled() {
    return turn.isEmpty()
        && pending.isEmpty()
        && confirmations.isEmpty()
        && acks.committed().equals(log.last().lsn());
  }

  /// What had to wait was not begun: it goes back to its gateways.
  @Override
  public void hold(NodeId successor) {
    held.forEach(BatchRun::notLeading);
    held.clear();
    numbering.hold(acks.committed(), "epoch " + epoch + " is handed over to " + successor);
    waiting.end(acks.committed(), "epoch " + epoch + " is handed over to " + successor);
  }

  @Override
  public void standingChanged() {
    observer.standingChanged();
  }

  @Override
  public Lsn end() {
    return log.last().lsn();
  }

  void onReply(NodeId from, AppendReply reply) {
    learnFrom(reply.base());
    boolean moved = followers.onReply(from, reply);
    if (acknowledging.isOpen()) {
      moved |= acknowledging.look();
      runHeld();
    }
    if (moved) {
      advance();
    } else {
      rows.settleTo(acknowledging.settled());
    }
    confirmations.look(this::succeed);
    waiting.look();
    switchover.goOn();
  }

  /// Where everything up to `lsn` is.
  private Outcome.Copies.Held copies(Lsn lsn) {
    int here = acks.durableAt(shard.self()).isBefore(lsn) ? 0 : 1;
    return new Outcome.Copies.Held(here, acks.holders(lsn) - here);
  }

  /// What is before the beginning of a log is in rows, which take only what is settled. So it is
  /// committed, even if that replica waits for its rows, and without it no majority would ever say
  /// so: they come from here once the rows here have come so far.
  private void learnFrom(LogPosition base) {
    if (base.epoch().isAfter(acknowledging.lossyTo()) && log.has(base)) {
      rows.settleTo(base.lsn());
      rows.commitTo(base.lsn(), epoch);
    }
  }

  /// See [Followers#had].
  Lsn had() {
    return followers.had();
  }

  /// Rows were stored, or cannot be: what was held back may run, or be refused.
  void rowsMoved() {
    runHeld();
  }

  private void runHeld() {
    while (!held.isEmpty() && !holdsBack()) {
      run(held.removeFirst());
    }
  }

  /// Whether commands wait: for the overlay to shrink (without room for rows it does not, and as
  /// writes are refused then it does not grow either), or for the first word of followers without
  /// whom nothing is acknowledged.
  private boolean holdsBack() {
    return acknowledging.isUnsure() || (rows.pendingBytes() > Limits.OVERLAY_BYTES && !rows.full());
  }

  private @Nullable Reply refusal(AckLevel level) {
    return diskIsFull()
        ? Refusals.DISK_FULL
        : acknowledging.lack(level).map(Refusals::noReplicas).orElse(null);
  }

  private boolean writesMayWait() {
    return !diskIsFull() && acknowledging.onDegrade() != OnDegrade.ERROR;
  }

  private boolean diskIsFull() {
    return log.full() || rows.full();
  }

  /// Ends this leadership because of `later`. Nobody is left without an honest answer.
  void end(Epoch later) {
    ended = true;
    turn.close();
    close();
    log.sync();
    followers.stop();
    switchover.keepLeading("epoch " + epoch + " ended");
    String why = "epoch " + epoch + " ended, epoch " + later + " follows";
    waiting.end(acks.committed(), why);
    numbering.end(acks.committed(), why);
    pending.takeAll().forEach(each -> each.end(acks.committed(), why));
    confirmations.end(why);
    held.forEach(BatchRun::notLeading);
    shard.emit(new ShardEvent.SteppedDown(shard.self(), shard.id(), epoch, later));
  }

  /// The replica is closed: its rows and its log are not touched any more.
  void close() {
    expiring.close();
    cancel(ticking);
    cancel(beating);
    cancel(syncing);
  }

  private void run(BatchRun run) {
    Reply refusal = refusal(run.level());
    times.begin();
    while (run.hasNext()) {
      List<Bytes> words = run.next();
      Execution.Step step = execution.run(words, turn.next(), refusal);
      times.ran(words, run.answer());
      switch (step) {
        case Execution.Step.Answered(Reply reply, Lsn observed) -> run.answered(reply, observed);
        case Execution.Step.Repeated(Reply reply, Lsn lsn) -> run.changed(reply, acks.gateOf(lsn));
        case Execution.Step.Refused _ when writesMayWait() -> {
          waiting.stall(run);
          return;
        }
        case Execution.Step.Refused(Reply reply) -> run.answered(reply, Lsn.NONE);
        case Execution.Step.Changed(Reply reply, LogRecord record) -> {
          run.changed(reply, record.lsn());
          turn.add(record);
          waiting.wake(record);
        }
        case Execution.Step.Parked(var park, Lsn observed) -> {
          waiting.park(run, park, observed);
          return;
        }
        case Execution.Step.Lengthy(var read) -> {
          waiting.read(run, read, turn.next().previous());
          return;
        }
        case Execution.Step.Copies(var want) -> {
          if (!waiting.answers(run, want, turn.next().previous())) {
            return;
          }
        }
        case Execution.Step.Draws(var draw) -> {
          if (!numbering.draws(run, draw)) {
            return;
          }
        }
      }
    }
    if (run.gate().isAfter(acks.committed()) || !leaseHolds()) {
      pending.add(run);
    } else {
      answer(run);
    }
  }

  /// A batch that had waited for a key, or for numbers.
  private void goOn(BatchRun run) {
    if (ended || switchover.holds()) {
      Waiting.unblock(run, acks.committed(), "epoch " + epoch + " ended");
    } else {
      run(run);
    }
  }

  @Override
  public boolean mayExpire() {
    return active
        && !ended
        && shard.isInStep()
        && !switchover.holds()
        && !holdsBack()
        && refusal(AckLevel.DEFAULT) == null
        && leaseHolds();
  }

  @Override
  public void lookAt(List<Bytes> keys) {
    List<Bytes> exists = new ArrayList<>(keys.size() + 1);
    exists.add(EXISTS);
    exists.addAll(keys);
    if (execution.look(exists, turn.next())
        instanceof Execution.Step.Changed(_, LogRecord record)) {
      turn.add(record);
      waiting.wake(record);
    }
  }

  @Override
  public @Nullable Reply refusal(BatchRun run) {
    return refusal(run.level());
  }

  @Override
  public Lsn remove(List<Bytes> keys) {
    lookAt(keys);
    return turn.next().previous();
  }

  private void append(RecordKind kind) {
    Lsn lsn = turn.next();
    turn.add(new LogRecord(epoch, lsn, execution.tick(), kind, Bytes.EMPTY));
    rows.passed(lsn);
  }

  private void appended() {
    if (acknowledging.isWriteBehind()) {
      durable(log.last().lsn());
      if (rows.pendingBytes() > Limits.UNSETTLED_BYTES) {
        log.sync();
      } else {
        syncSoon();
      }
    } else {
      log.sync();
    }
  }

  /// Once a second, if anything was written; more often if rows pile up that the store may not take
  /// before.
  private void syncSoon() {
    if (syncing == null) {
      syncing =
          shard
              .env()
              .scheduler()
              .after(
                  EVERY_SECOND,
                  () -> {
                    syncing = null;
                    log.sync();
                  });
    }
  }

  private void turnEnded() {
    if (shard.has(PlantedBug.ACK_BEFORE_FSYNC)) {
      durable(log.last().lsn());
    }
    followers.poke(acks.committed(), rows.settled());
  }

  private void advance() {
    Lsn committed = acks.committed();
    rows.settleTo(acknowledging.settled());
    rows.commitTo(committed, epoch);
    if (!active && !committed.isBefore(epochStart)) {
      activate();
    }
    answerWhatIsTrue();
    turn.schedule();
    if (committed.number() - lastBeat.number() > Limits.BEAT_RECORDS && !switchover.holds()) {
      beatNow();
    }
  }

  private void activate() {
    active = true;
    acknowledging.look();
    shard.emit(new ShardEvent.Leads(shard.self(), shard.id(), epoch));
    observer.standingChanged();
  }

  private void answerWhatIsTrue() {
    if (leaseHolds()) {
      pending.drain(acks.committed(), this::answer);
    }
  }

  private void answer(BatchRun run) {
    confirmations.answer(run, this::succeed);
  }

  private String lateness() {
    return "not acknowledged within " + shard.timings().ackWait().toMillis() + " ms";
  }

  private void succeed(BatchRun run) {
    shard.emitIfFollowed(
        () -> new ShardEvent.Answered(shard.self(), shard.id(), epoch, run.gate()));
    run.succeed();
  }

  /// Ten times a second: feeds followers, answers what the lease had held back, gives up what
  /// waited too long.
  private void tick() {
    followers.tick(acks.committed(), rows.settled(), acknowledging.inForce());
    if (acknowledging.look()) {
      advance();
    }
    runHeld();
    if (acknowledging.lack(AckLevel.DEFAULT).isEmpty()) {
      waiting.startStalled();
    }
    waiting.tick();
    numbering.tick(now(), acks.committed());
    expiring.tick();
    answerWhatIsTrue();
    switchover.goOn();
    for (BatchRun late : pending.overdue(now())) {
      late.answerHonestly(acks.committed(), lateness());
    }
    confirmations.look(this::succeed);
    confirmations.giveUpOverdue(now(), lateness());
    ticking = shard.env().scheduler().after(shard.timings().heartbeat(), this::tick);
  }

  private void beat() {
    if (active && !switchover.holds() && log.last().lsn().isAfter(lastBeat) && !diskIsFull()) {
      beatNow();
    }
    beating = shard.env().scheduler().after(shard.timings().beat(), this::beat);
  }

  /// Asks every replica for its content hash at one position; gives the position.
  Lsn beatNow() {
    lastBeat = turn.next();
    append(RecordKind.BEAT);
    return lastBeat;
  }

  /// Checked after a command ran, with a fresh clock.
  private boolean leaseHolds() {
    return shard.has(PlantedBug.NO_LEASE_ON_READ) || lease.isValidAt(now());
  }

  private long now() {
    return shard.env().clock().monotonicNanos();
  }

  private static void cancel(@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}
