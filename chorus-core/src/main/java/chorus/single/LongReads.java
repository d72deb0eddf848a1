package chorus.single;

import chorus.base.Lsn;
import chorus.base.PlantedBug;
import chorus.base.Require;
import chorus.base.Result;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.store.FrozenRows;
import chorus.store.RowCursor;
import chorus.store.RowsDamaged;
import chorus.value.RowKeys;
import chorus.wire.GatewayId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A leader's batches whose next command reads so much that the strand would stand still for it: it
/// is read beside the strand, from the rows as they were when it began (F16). On the leader's
/// strand.
///
/// The answer waits for whatever was pending at that moment.
final class LongReads {
  private final Shard shard;
  private final Rows rows;
  private final Leader leader;
  private final Consumer<BatchRun> goOn;
  private final StrandTimes times;
  private final SequencedSet<BatchRun> open = new LinkedHashSet<>();

  /// Whoever removes what a read found to have expired.
  interface Leader {
    /// Why nothing can be written at present, for a batch like this one; null if it can.
    @Nullable Reply refusal(BatchRun run);

    /// Has these keys looked at, so that those that have expired are removed; gives the end of the
    /// log then.
    Lsn remove(List<Bytes> keys);
  }

  /// `goOn` runs what is left of a batch.
  LongReads(Shard shard, Rows rows, Leader leader, Consumer<BatchRun> goOn) {
    this.shard = shard;
    this.rows = rows;
    this.leader = leader;
    this.goOn = goOn;
    this.times = new StrandTimes(shard);
  }

  /// The next command of `run` reads much; the log ends at `end`.
  void begin(BatchRun run, Function<View, Outcome> read, Lsn end) {
    open.add(run);
    run.answer().waiting();
    Lsn gate = shard.has(PlantedBug.LONG_READ_UNGATED) ? Lsn.NONE : end;
    Runnable ended = times.beside(run.next(), run.answer());
    beside(
        shard,
        rows,
        read,
        outcome -> {
          ended.run();
          done(run, outcome, gate);
        });
  }

  /// Reads what is seen at this moment, away from the strand; `done` hears on the strand.
  static <T> void beside(Shard shard, Rows rows, Function<View, T> read, Consumer<Result<T>> done) {
    FrozenRows frozen = rows.freeze();
    shard
        .aside()
        .scheduler()
        .<Result<T>>offload(
            () -> soundly(frozen, read),
            result -> shard.env().scheduler().execute(() -> done.accept(flat(result))));
  }

  private static <T> Result<T> soundly(FrozenRows frozen, Function<View, T> read) {
    try (frozen) {
      return Result.ok(read.apply(new Frozen(frozen)));
    } catch (RowsDamaged damaged) {
      return Result.failed(damaged.fault());
    }
  }

  private static <T> Result<T> flat(Result<Result<T>> nested) {
    return switch (nested) {
      case Result.Ok<Result<T>>(var result) -> result;
      case Result.Failed<Result<T>>(var fault) -> Result.failed(fault);
    };
  }

  int size() {
    return open.size();
  }

  /// Nobody waits for this batch any more; whether it was here.
  boolean withdraw(GatewayId gateway, long id) {
    return open.removeIf(each -> each.answer().isFor(gateway, id));
  }

  /// Tells the gateways that nothing is lost.
  void remind() {
    open.forEach(each -> each.answer().waiting());
  }

  /// The leadership ends.
  void end(Lsn committed, String why) {
    List<BatchRun> all = List.copyOf(open);
    open.clear();
    all.forEach(each -> each.end(committed, why));
  }

  private void done(BatchRun run, Result<Outcome> result, Lsn gate) {
    if (!open.remove(run)) {
      return;
    }
    switch (result) {
      case Result.Ok<Outcome>(Outcome.Answer(Reply reply)) -> run.answered(reply, gate);
      case Result.Ok<Outcome>(Outcome.Change(var removals, Reply reply)) ->
          hidden(run, removals, reply);
      case Result.Ok<Outcome>(Outcome other) ->
          throw new IllegalStateException("a read came to " + other);
      case Result.Failed<Outcome>(var fault) -> {
        rows.damaged(fault.detail());
        run.answered(Refusals.ROWS_DAMAGED, Lsn.NONE);
      }
    }
    goOn.accept(run);
  }

  /// What it did not see since it has expired must not be seen again.
  private void hidden(BatchRun run, List<Effect> removals, Reply reply) {
    Reply refusal = leader.refusal(run);
    if (refusal != null) {
      run.answered(refusal, Lsn.NONE);
    } else {
      List<Bytes> keys = removals.stream().map(LongReads::removed).toList();
      run.answered(reply, leader.remove(keys));
    }
  }

  private static Bytes removed(Effect effect) {
    Require.that(effect instanceof Effect.Delete, "a read changes nothing", effect);
    return RowKeys.keyOf(effect.row());
  }

  private record Frozen(FrozenRows rows) implements View {
    @Override
    public @Nullable Bytes get(Bytes row) {
      return rows.get(row);
    }

    @Override
    public RowCursor scan(Bytes from, Bytes to) {
      return rows.scan(from, to);
    }
  }
}
