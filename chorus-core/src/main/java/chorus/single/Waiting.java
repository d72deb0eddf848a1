package chorus.single;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.env.Timer;
import chorus.log.LogRecord;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.store.EffectCodec;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import chorus.wire.GatewayId;
import chorus.wire.Unblocking;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.function.Function;

/// A leader's batches whose next command waits, until a key changes, until there are so many
/// copies, until much is read or until writes can be acknowledged: how long they wait, how they go
/// on, and that their gateways hear of them meanwhile.
final class Waiting {
  private static final int REMINDERS = 4;

  private final Shard shard;
  private final Epoch epoch;
  private final Consumer<BatchRun> goOn;
  private final Parked parked = new Parked();
  private final SequencedSet<BatchRun> stalled = new LinkedHashSet<>();
  private final CopyWaits copies;
  private final LongReads reads;
  private final ArrayDeque<BatchRun> woken = new ArrayDeque<>();
  private boolean goesOn;
  private long remindedNanos;

  /// `held` says where everything up to a position is; `goOn` runs what is left of a batch.
  Waiting(
      Shard shard,
      Epoch epoch,
      Rows rows,
      LongReads.Leader leader,
      Function<Lsn, Outcome.Copies.Held> held,
      Consumer<BatchRun> goOn) {
    this.shard = shard;
    this.epoch = epoch;
    this.goOn = goOn;
    this.copies = new CopyWaits(shard, held, this::goOn);
    this.reads = new LongReads(shard, rows, leader, this::goOn);
    this.remindedNanos = now();
  }

  /// The next command of `run` waits. That nothing answers it yet was seen in rows up to
  /// `observed`. A command that waits once more, since the change was not the one that it needs,
  /// has only what is left of its patience.
  void park(BatchRun run, Outcome.Park park, Lsn observed) {
    Parked.Waiter[] self = new Parked.Waiter[1];
    Timer timer = null;
    if (!park.patience().isZero()) {
      long left = run.waitUntil(now() + park.patience().toNanos()) - now();
      timer =
          shard
              .env()
              .scheduler()
              .after(
                  Duration.ofNanos(Math.max(0, left)),
                  () -> {
                    parked.remove(self[0]);
                    self[0].giveUp();
                    goOn(run);
                  });
    }
    self[0] = new Parked.Waiter(run, park, observed, timer);
    parked.add(self[0]);
    run.answer().waiting();
    emit();
  }

  /// The next command of `run` writes, and waits until writes can be acknowledged.
  void stall(BatchRun run) {
    stalled.add(run);
    run.answer().waiting();
    emit();
  }

  /// See [CopyWaits#answers].
  boolean answers(BatchRun run, Outcome.Copies want, Lsn lsn) {
    boolean answers = copies.answers(run, want, lsn);
    if (!answers) {
      emit();
    }
    return answers;
  }

  /// See [LongReads#begin].
  void read(BatchRun run, Function<View, Outcome> read, Lsn end) {
    reads.begin(run, read, end);
    emit();
  }

  /// More may be durable.
  void look() {
    copies.look();
  }

  /// Writes can be acknowledged: whoever waits for that goes on, first come first served.
  void startStalled() {
    for (BatchRun each : List.copyOf(stalled)) {
      stalled.remove(each);
      goOn(each);
    }
  }

  /// Whoever waits for a key that `record` changes goes on, before any other command runs.
  void wake(LogRecord record) {
    if (parked.isEmpty()) {
      return;
    }
    for (Effect effect : EffectCodec.decode(record.payload())) {
      if (RowKind.of(effect.row()) == RowKind.META) {
        Bytes key = RowKeys.keyOf(effect.row());
        parked.wake(key).forEach(each -> woken.addLast(each.run()));
      }
    }
    goOnWithWoken();
  }

  /// What they write may wake others: those come after them.
  private void goOnWithWoken() {
    if (goesOn) {
      return;
    }
    goesOn = true;
    while (!woken.isEmpty()) {
      goOn(woken.removeFirst());
    }
    goesOn = false;
  }

  /// Tells the gateways, several times within the time that they wait for an answer, that nothing
  /// is lost.
  void tick() {
    if (now() - remindedNanos >= shard.timings().ackWait().toNanos() / REMINDERS) {
      remindedNanos = now();
      parked.all().forEach(each -> each.run().answer().waiting());
      stalled.forEach(each -> each.answer().waiting());
      copies.remind();
      reads.remind();
    }
  }

  /// Nobody waits for this batch any more. It is in one place at most.
  void withdraw(GatewayId gateway, long id) {
    for (Parked.Waiter each : parked.all()) {
      if (each.run().answer().isFor(gateway, id)) {
        parked.remove(each);
        emit();
      }
    }
    if (stalled.removeIf(each -> each.answer().isFor(gateway, id))
        || copies.withdraw(gateway, id)
        || reads.withdraw(gateway, id)) {
      emit();
    }
  }

  /// If this batch waits, it goes on with an answer to the command that waits. One that waits until
  /// writes can be acknowledged has no time that could be over: it answers the error.
  void unblock(GatewayId gateway, long id, Unblocking how) {
    for (Parked.Waiter each : parked.all()) {
      if (each.run().answer().isFor(gateway, id)) {
        parked.remove(each);
        each.run().unblocked();
        if (how == Unblocking.TIMEOUT) {
          each.giveUp();
        } else {
          each.run().answered(Refusals.UNBLOCKED, Lsn.NONE);
        }
        goOn(each.run());
      }
    }
    for (BatchRun each : List.copyOf(stalled)) {
      if (each.answer().isFor(gateway, id)) {
        stalled.remove(each);
        each.unblocked();
        each.answered(Refusals.UNBLOCKED, Lsn.NONE);
        goOn(each);
      }
    }
    copies.unblock(gateway, id, how);
  }

  /// The leadership ends: everybody is told to ask again.
  void end(Lsn committed, String why) {
    if (!parked.isEmpty()) {
      parked.takeAll().forEach(each -> unblock(each.run(), committed, why));
      emit();
    }
    if (!stalled.isEmpty()) {
      List<BatchRun> all = List.copyOf(stalled);
      stalled.clear();
      all.forEach(each -> each.end(committed, why));
      emit();
    }
    if (copies.size() > 0) {
      copies.end(committed, why);
      emit();
    }
    if (reads.size() > 0) {
      reads.end(committed, why);
      emit();
    }
  }

  /// Ends one batch whose next command waits or was about to be tried again.
  static void unblock(BatchRun run, Lsn committed, String why) {
    run.answered(Reply.error("UNBLOCKED", why), Lsn.NONE);
    run.answerHonestly(committed, why);
  }

  /// From here on the batch has as long to be acknowledged as any other.
  private void goOn(BatchRun run) {
    emit();
    run.answerBy(now() + shard.timings().ackWait().toNanos());
    goOn.accept(run);
  }

  private void emit() {
    int all = parked.size() + stalled.size() + copies.size() + reads.size();
    shard.emit(new ShardEvent.Waiting(shard.self(), shard.id(), epoch, all));
  }

  private long now() {
    return shard.env().clock().monotonicNanos();
  }
}
