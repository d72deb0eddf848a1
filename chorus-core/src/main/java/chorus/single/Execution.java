package chorus.single;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.base.PlantedBug;
import chorus.command.Args;
import chorus.command.CommandTable;
import chorus.command.Handler;
import chorus.command.Lookup;
import chorus.command.Lookups;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.Effect;
import chorus.store.EffectCodec;
import chorus.store.RowsDamaged;
import chorus.store.TrackedView;
import chorus.time.Hlc;
import chorus.value.RowKind;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Runs commands against the newest rows of a leader and turns what they change into records.
///
/// It decides and remembers; writing the records is [Leading]'s part.
final class Execution {
  /// What one command came to.
  sealed interface Step {
    /// It changes nothing; the reply waits for `observed`.
    record Answered(Reply reply, Lsn observed) implements Step {}

    /// It may write, or would; it changed nothing.
    record Refused(Reply reply) implements Step {}

    /// It changes rows; the record is to be appended.
    record Changed(Reply reply, LogRecord record) implements Step {}

    /// A repetition under CHORUS ONCE: what it did, it did in the record at `lsn` or before it.
    record Repeated(Reply reply, Lsn lsn) implements Step {}

    /// It waits until one of the keys changes; that it must, was seen in rows up to `observed`.
    record Parked(Outcome.Park park, Lsn observed) implements Step {}

    /// It waits until what was written so far is on so many replicas.
    record Copies(Outcome.Copies want) implements Step {}

    /// It only reads, and more than there is time for here.
    record Lengthy(Function<View, Outcome> read) implements Step {}

    /// It takes numbers, now or when there are some.
    record Draws(Outcome.Draw draw) implements Step {}
  }

  private final Shard shard;
  private final Rows rows;
  private final Epoch epoch;
  private final RandomGenerator random;
  private final CommandTable commands;
  private final int maxPayloadBytes;
  private final Function<Bytes, Lsn> changedAt;
  private final Lookups lookups = new Lookups();
  private Hlc hlc;

  /// `maxPayloadBytes` is the most that one record of the log holds.
  Execution(Shard shard, Rows rows, Epoch epoch, Hlc latest, int maxPayloadBytes) {
    this.shard = shard;
    this.rows = rows;
    this.epoch = epoch;
    this.random = shard.env().entropy().fork("commands of " + shard.id() + " at " + epoch);
    this.commands = shard.commands();
    this.maxPayloadBytes = maxPayloadBytes;
    this.changedAt = rows::changedAt;
    this.hlc = latest;
  }

  /// The time of the next record: later than every record before it.
  Hlc tick() {
    hlc = hlc.tick(shard.millis());
    return hlc;
  }

  /// Runs one command, whose record, if it makes one, has `lsn`. `refusal` answers every command
  /// that may write, and reads that would have to write down that a key has expired; null if writes
  /// are welcome.
  Step run(List<Bytes> words, Lsn lsn, @Nullable Reply refusal) {
    lookups.clear();
    Step step = decide(words, lsn, refusal);
    shard.counts().read(lookups);
    return step;
  }

  /// The same for a command that no client asked for.
  Step look(List<Bytes> words, Lsn lsn) {
    lookups.clear();
    return decide(words, lsn, null);
  }

  private Step decide(List<Bytes> words, Lsn lsn, @Nullable Reply refusal) {
    return switch (commands.find(words)) {
      case Lookup.Rejected(Reply reply) -> new Step.Answered(reply, Lsn.NONE);
      case Lookup.Found found -> {
        if (!(found.handler() instanceof Handler.Data data)) {
          yield new Step.Answered(
              Reply.error("ERR", "'" + found.spec().name() + "' does not work on rows"), Lsn.NONE);
        }
        if (refusal != null && found.spec().isWrite()) {
          yield new Step.Refused(refusal);
        }
        yield run(data, found, lsn, refusal);
      }
    };
  }

  private Step run(Handler.Data data, Lookup.Found found, Lsn lsn, @Nullable Reply refusal) {
    TrackedView view = rows.view();
    Moment moment = moment(lsn);
    Outcome outcome;
    boolean mayBeLong = found.spec().isRead() && !found.spec().isBlocking();
    long most = mayBeLong ? shard.aside().rowsAtOnce() : RowsView.ANY;
    try {
      outcome = run(data, new RowsView(view, changedAt, most), found.args(), moment, lookups);
    } catch (RowsView.TooLong tooLong) {
      return new Step.Lengthy(rest -> run(data, rest, found.args(), moment, new Lookups()));
    } catch (RowsDamaged damaged) {
      rows.damaged(String.valueOf(damaged.getMessage()));
      return new Step.Answered(Refusals.ROWS_DAMAGED, Lsn.NONE);
    }
    if (found.spec().isWrite()) {
      lookups.uncounted();
    }
    return switch (outcome) {
      case Outcome.Answer(Reply reply) -> {
        Lsn observed = shard.has(PlantedBug.REPLY_BEFORE_COMMIT) ? Lsn.NONE : view.observed();
        yield found.spec().isOnce()
            ? new Step.Repeated(reply, observed)
            : new Step.Answered(reply, observed);
      }
      case Outcome.Change _ when refusal != null -> new Step.Refused(refusal);
      case Outcome.Change(var effects, Reply reply) -> {
        Bytes payload = EffectCodec.encode(logged(effects));
        if (payload.length() > maxPayloadBytes) {
          Reply tooLarge = Refusals.tooLarge(payload.length(), maxPayloadBytes);
          yield new Step.Answered(tooLarge, view.observed());
        }
        rows.decided(lsn, effects);
        shard.counts().removed(lookups);
        yield new Step.Changed(
            reply, new LogRecord(epoch, lsn, moment.hlc(), RecordKind.ROWS, payload));
      }
      case Outcome.Copies copies -> new Step.Copies(copies);
      case Outcome.Park park -> new Step.Parked(park, view.observed());
      case Outcome.Draw draw -> new Step.Draws(draw);
    };
  }

  /// A leader whose clock is off lets nothing expire.
  private Moment moment(Lsn lsn) {
    Moment moment = new Moment(tick(), epoch, lsn, random.nextLong());
    return shard.isInStep() ? moment : moment.withoutExpiry();
  }

  private Outcome run(Handler.Data data, View view, Args args, Moment moment, Lookups looked) {
    if (shard.has(PlantedBug.EXPIRY_BY_OWN_CLOCK)) {
      Hlc wall = Hlc.of(shard.env().clock().wallMillis(), 0);
      return data.read(view, args, new Moment(wall, epoch, moment.lsn(), moment.seed()), looked);
    }
    return data.run(view, args, moment, looked);
  }

  private List<Effect> logged(List<Effect> effects) {
    return shard.has(PlantedBug.ONCE_OUTCOME_NOT_LOGGED)
        ? effects.stream()
            .filter(effect -> RowKind.of(effect.row()) != RowKind.ONCE_OUTCOME)
            .toList()
        : effects;
  }
}
