package chorus.single;

import chorus.base.Lsn;
import chorus.command.Outcome;
import chorus.env.Timer;
import chorus.wire.GatewayId;
import chorus.wire.Unblocking;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A leader's batches whose next command waits until what was written so far is on so many
/// replicas. On the leader's strand.
final class CopyWaits {
  private final Shard shard;
  private final Function<Lsn, Outcome.Copies.Held> held;
  private final Consumer<BatchRun> goOn;
  private final SequencedMap<BatchRun, Wait> waits = new LinkedHashMap<>();

  private record Wait(Outcome.Copies want, Lsn lsn, @Nullable Timer timer) {}

  /// `held` says where everything up to a position is; `goOn` runs what is left of a batch.
  CopyWaits(Shard shard, Function<Lsn, Outcome.Copies.Held> held, Consumer<BatchRun> goOn) {
    this.shard = shard;
    this.held = held;
    this.goOn = goOn;
  }

  /// The next command of `run` wants copies of what is up to `lsn`. True if it is answered, and the
  /// batch can go on.
  boolean answers(BatchRun run, Outcome.Copies want, Lsn lsn) {
    if (want.isMetBy(held.apply(lsn))) {
      answer(run, want, lsn);
      return true;
    }
    Timer timer = want.patience().isZero() ? null : endsAfter(want.patience(), run);
    waits.put(run, new Wait(want, lsn, timer));
    run.answer().waiting();
    return false;
  }

  /// More may be durable.
  void look() {
    for (var each : List.copyOf(waits.entrySet())) {
      Wait wait = each.getValue();
      if (wait.want().isMetBy(held.apply(wait.lsn()))) {
        end(each.getKey());
      }
    }
  }

  int size() {
    return waits.size();
  }

  /// Nobody waits for this batch any more; whether it was here.
  boolean withdraw(GatewayId gateway, long id) {
    List<BatchRun> gone =
        waits.keySet().stream().filter(each -> each.answer().isFor(gateway, id)).toList();
    gone.forEach(this::forget);
    return !gone.isEmpty();
  }

  /// If this batch waits here, it goes on.
  void unblock(GatewayId gateway, long id, Unblocking how) {
    for (BatchRun each : List.copyOf(waits.keySet())) {
      if (each.answer().isFor(gateway, id)) {
        each.unblocked();
        if (how == Unblocking.TIMEOUT) {
          end(each);
        } else {
          forget(each);
          each.answered(Refusals.UNBLOCKED, Lsn.NONE);
          goOn.accept(each);
        }
      }
    }
  }

  /// Tells the gateways that nothing is lost.
  void remind() {
    waits.keySet().forEach(run -> run.answer().waiting());
  }

  /// The leadership ends.
  void end(Lsn committed, String why) {
    for (BatchRun each : List.copyOf(waits.keySet())) {
      forget(each);
      Waiting.unblock(each, committed, why);
    }
  }

  private Timer endsAfter(Duration patience, BatchRun run) {
    return shard.env().scheduler().after(patience, () -> end(run));
  }

  /// Answered as things stand, whatever was wanted.
  private void end(BatchRun run) {
    Wait wait = forget(run);
    if (wait != null) {
      answer(run, wait.want(), wait.lsn());
      goOn.accept(run);
    }
  }

  private void answer(BatchRun run, Outcome.Copies want, Lsn lsn) {
    run.answered(want.reply().apply(held.apply(lsn)), Lsn.NONE);
  }

  private @Nullable Wait forget(BatchRun run) {
    Wait wait = waits.remove(run);
    if (wait != null && wait.timer() != null) {
      wait.timer().cancel();
    }
    return wait;
  }
}
