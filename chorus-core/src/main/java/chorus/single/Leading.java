package chorus.single;

import chorus.ack.AckTracker;
import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.definition.AckConfig;
import chorus.env.Timer;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.log.ShardLog;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.time.Hlc;
import chorus.time.LeaseHolder;
import chorus.wire.GatewayId;
import chorus.wire.PeerMessage.AppendReply;
import chorus.wire.PeerMessage.Forward;
import chorus.wire.ShardStatus.FollowerStatus;
import chorus.wire.ShardStatus.Standing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One leadership: from the lease that began it to the epoch that ends it.
///
/// The way of a write, all of it here and in this order: a command decides ([#run]), its record is
/// appended and sent ([#endOfTurn]), copies become durable ([#durable], [#onReply]), the record is
/// committed and what waited for it is answered ([#advance]). All that arrives in one turn of the
/// strand shares one append, one fsync and one message per follower. Where many write, a turn waits
/// a moment for more of them, as PostgreSQL's `commit_delay` has it: fewer turns cost less.
final class Leading implements Switchover.Leader {
  /// How long a turn waits for more if the last one had from `GATHER_FROM` to `GATHER_TO` records:
  /// a few writers should not wait, and where there are so many records, little more is spared.
  static final Duration GATHER = Duration.ofNanos(800_000);

  static final int GATHER_FROM = 4;
  private static final int GATHER_TO = 256;

  private final Shard shard;
  private final Epoch epoch;
  private final LeaseHolder lease;
  private final ShardLog log;
  private final Rows rows;
  private final Runnable onStanding;
  private final Execution execution;
  private final AckTracker acks;
  private final Followers followers;
  private final PendingReplies pending = new PendingReplies();
  private final Waiting waiting;
  private final ArrayDeque<BatchRun> held = new ArrayDeque<>();
  private final Switchover switchover;
  private final Numbering numbering;
  private final ForwardLedger ledger = new ForwardLedger();
  private final List<LogRecord> turn = new ArrayList<>();
  private final Lsn epochStart;
  private Lsn next;
  private Lsn lastBeat;
  private boolean turnScheduled;

  /// The last turn wrote so much that waiting a moment for more is likely to spare turns.
  private boolean manyWrite;

  private boolean active;
  private boolean ended;
  private long sequence;
  private @Nullable Timer ticking;
  private @Nullable Timer beating;

  /// `rows` hold everything up to the log's end. Begins at once: the first record of the epoch is
  /// appended.
  Leading(
      Shard shard,
      Epoch epoch,
      LeaseHolder lease,
      ShardLog log,
      Rows rows,
      Hlc latest,
      Runnable onStanding,
      Numbering.Desk desk) {
    this.shard = shard;
    this.epoch = epoch;
    this.lease = lease;
    this.log = log;
    this.rows = rows;
    this.onStanding = onStanding;
    this.execution = new Execution(shard, rows, epoch, latest, log.maxPayloadBytes());
    this.waiting = new Waiting(shard, epoch, this::goOn);
    this.switchover = new Switchover(shard, epoch, this);
    this.numbering = new Numbering(shard, epoch, desk, this::goOn);
    this.epochStart = log.last().lsn().next();
    this.next = epochStart;
    this.lastBeat = log.last().lsn();
    AckConfig config = shard.definition().ack();
    this.acks = new AckTracker(config, copies(config), epochStart, rows.commit());
    this.followers = new Followers(shard, epoch, log, acks);
  }

  private int copies(AckConfig config) {
    return shard.has(PlantedBug.ACK_BELOW_QUORUM) ? config.copies() - 1 : config.copies();
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

  /// This node's own copy is durable up to `lsn`.
  void durable(Lsn lsn) {
    if (acks.durable(shard.self(), lsn)) {
      advance();
    }
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
    return turn.isEmpty() && pending.isEmpty() && acks.committed().equals(log.last().lsn());
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
    onStanding.run();
  }

  @Override
  public Lsn end() {
    return log.last().lsn();
  }

  void onReply(NodeId from, AppendReply reply) {
    if (followers.onReply(from, reply)) {
      advance();
    }
    switchover.goOn();
  }

  /// Rows were stored, or cannot be: what was held back may run, or be refused.
  void rowsMoved() {
    while (!held.isEmpty() && !holdsBack()) {
      run(held.removeFirst());
    }
  }

  /// Whether commands wait for the overlay to shrink. Without room for rows it does not, and as
  /// writes are refused then it does not grow either.
  private boolean holdsBack() {
    return rows.pendingBytes() > Limits.OVERLAY_BYTES && !rows.full();
  }

  private boolean diskIsFull() {
    return log.full() || rows.full();
  }

  /// Ends this leadership because of `later`. Nobody is left without an honest answer.
  void end(Epoch later) {
    ended = true;
    cancel(ticking);
    cancel(beating);
    followers.stop();
    switchover.keepLeading("epoch " + epoch + " ended");
    String why = "epoch " + epoch + " ended, epoch " + later + " follows";
    waiting.end(acks.committed(), why);
    numbering.end(acks.committed(), why);
    for (BatchRun each : pending.takeAll()) {
      if (each.wroteNothing()) {
        each.notLeading();
      } else {
        each.answerHonestly(acks.committed(), why);
      }
    }
    held.forEach(BatchRun::notLeading);
    shard.emit(new ShardEvent.SteppedDown(shard.self(), shard.id(), epoch, later));
  }

  private void run(BatchRun run) {
    Reply refusal = diskIsFull() ? Refusals.DISK_FULL : null;
    while (run.hasNext()) {
      switch (execution.run(run.next(), next, refusal)) {
        case Execution.Step.Answered(Reply reply, Lsn observed) -> run.answered(reply, observed);
        case Execution.Step.Repeated(Reply reply, Lsn lsn) -> run.changed(reply, lsn);
        case Execution.Step.Changed(Reply reply, LogRecord record) -> {
          run.changed(reply, record.lsn());
          add(record);
          waiting.wake(record);
        }
        case Execution.Step.Parked(var park, Lsn observed) -> {
          waiting.park(run, park, observed);
          return;
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

  private void append(RecordKind kind) {
    add(new LogRecord(epoch, next, execution.tick(), kind, Bytes.EMPTY));
    rows.passed(turn.getLast().lsn());
  }

  private void add(LogRecord record) {
    turn.add(record);
    next = next.next();
    scheduleTurn();
  }

  private void scheduleTurn() {
    if (turnScheduled) {
      return;
    }
    turnScheduled = true;
    if (manyWrite) {
      shard.env().scheduler().after(GATHER, this::endOfTurn);
    } else {
      shard.env().scheduler().execute(this::endOfTurn);
    }
  }

  private void endOfTurn() {
    turnScheduled = false;
    if (ended) {
      return;
    }
    if (!turn.isEmpty()) {
      List<LogRecord> records = List.copyOf(turn);
      log.append(records);
      shard.emitIfFollowed(() -> new ShardEvent.Appended(shard.self(), shard.id(), records));
      manyWrite = turn.size() >= GATHER_FROM && turn.size() <= GATHER_TO;
      turn.clear();
      log.sync();
      if (shard.has(PlantedBug.ACK_BEFORE_FSYNC)) {
        durable(log.last().lsn());
      }
    }
    followers.poke(acks.committed());
  }

  private void advance() {
    Lsn committed = acks.committed();
    rows.commitTo(committed, epoch);
    if (!active && !committed.isBefore(epochStart)) {
      activate();
    }
    answerWhatIsTrue();
    scheduleTurn();
    if (committed.number() - lastBeat.number() > Limits.BEAT_RECORDS && !switchover.holds()) {
      beatNow();
    }
  }

  private void activate() {
    active = true;
    shard.emit(new ShardEvent.Leads(shard.self(), shard.id(), epoch));
    onStanding.run();
  }

  private void answerWhatIsTrue() {
    if (leaseHolds()) {
      pending.drain(acks.committed(), this::answer);
    }
  }

  private void answer(BatchRun run) {
    shard.emitIfFollowed(
        () -> new ShardEvent.Answered(shard.self(), shard.id(), epoch, run.gate()));
    run.succeed();
  }

  /// Ten times a second: feeds followers, answers what the lease had held back, gives up what
  /// waited too long.
  private void tick() {
    followers.tick();
    waiting.tick();
    numbering.tick(now(), acks.committed());
    answerWhatIsTrue();
    switchover.goOn();
    for (BatchRun late : pending.overdue(now())) {
      late.answerHonestly(
          acks.committed(),
          "not acknowledged within " + shard.timings().ackWait().toMillis() + " ms");
    }
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
    lastBeat = next;
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
