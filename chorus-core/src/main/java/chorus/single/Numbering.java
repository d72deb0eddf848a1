package chorus.single;

import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.Lsn;
import chorus.base.PlantedBug;
import chorus.command.Outcome;
import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// One leadership's sequences (F14): draws numbers for batches, has blocks reserved, and lets those
/// wait for whom there are not enough.
///
/// What is at hand when the leadership ends is never given out by anybody. A number that nobody was
/// told of is a gap like those, so a batch that took some and is not answered may be run again.
final class Numbering {
  /// Asks the control plane to reserve `size` more numbers of `name` for `epoch`.
  interface Desk {
    void reserve(Epoch epoch, Bytes name, long size);
  }

  private final Shard shard;
  private final Epoch epoch;
  private final Desk desk;
  private final Consumer<BatchRun> goOn;
  private final SequenceBlocks blocks = new SequenceBlocks();

  /// First come, first served.
  private final SequencedMap<BatchRun, Outcome.Draw> waiting = new LinkedHashMap<>();

  /// `goOn` runs what is left of a batch.
  Numbering(Shard shard, Epoch epoch, Desk desk, Consumer<BatchRun> goOn) {
    this.shard = shard;
    this.epoch = epoch;
    this.desk = desk;
    this.goOn = goOn;
  }

  /// Answers the next command of `run`; or keeps the run until there are numbers, and says false.
  boolean draws(BatchRun run, Outcome.Draw draw) {
    boolean drawn = waited(draw.name()) == 0 && drew(run, draw);
    if (!drawn) {
      waiting.put(run, draw);
    }
    askForMore(draw.name());
    return drawn;
  }

  /// What became of a block of `name`.
  void heard(Bytes name, Reservation what) {
    switch (what) {
      case Reservation.Committed(long above, long upTo) -> {
        boolean reachesBack = shard.has(PlantedBug.SEQUENCE_REST_TAKEN_OVER);
        long from = reachesBack ? Math.max(0, above - Limits.SEQUENCE_BLOCK) : above;
        blocks.committed(name, from, upTo);
        shard.emit(
            new ShardEvent.NumbersReserved(shard.self(), shard.id(), epoch, name, above + 1, upTo));
        serve(name);
      }
      case Reservation.Settled() -> {
        if (blocks.settled(name)) {
          askForMore(name);
        }
      }
      case Reservation.Refused(var reply) -> {
        blocks.settled(name);
        for (BatchRun each : take(draw -> draw.name().equals(name))) {
          each.answered(reply, Lsn.NONE);
          goOn.accept(each);
        }
      }
    }
  }

  /// Asks again for those who still wait, and gives up what waited for too long.
  void tick(long nowNanos, Lsn committed) {
    List<BatchRun> late = new ArrayList<>(waiting.keySet());
    late.removeIf(run -> !run.isOverdue(nowNanos));
    for (BatchRun each : late) {
      waiting.remove(each);
      each.answerHonestly(
          committed, "no numbers reserved within " + shard.timings().ackWait().toMillis() + " ms");
    }
    waiting.values().stream().map(Outcome.Draw::name).distinct().forEach(this::askForMore);
  }

  /// Nothing more is drawn for now: who waits goes back to its gateway.
  void hold(Lsn committed, String why) {
    take(any -> true).forEach(each -> each.end(committed, why));
  }

  /// The leadership ends, and what is at hand is abandoned.
  void end(Lsn committed, String why) {
    hold(committed, why);
    if (blocks.left() > 0) {
      shard.emit(new ShardEvent.NumbersAbandoned(shard.self(), shard.id(), epoch, blocks.left()));
    }
  }

  private void serve(Bytes name) {
    List<BatchRun> served = new ArrayList<>();
    for (var each : List.copyOf(waiting.entrySet())) {
      if (each.getValue().name().equals(name)) {
        if (!drew(each.getKey(), each.getValue())) {
          break;
        }
        waiting.remove(each.getKey());
        served.add(each.getKey());
      }
    }
    served.forEach(goOn);
  }

  private boolean drew(BatchRun run, Outcome.Draw draw) {
    OptionalLong first = blocks.draw(draw.name(), draw.count());
    first.ifPresent(number -> run.answered(draw.reply().apply(number), Lsn.NONE));
    return first.isPresent();
  }

  private void askForMore(Bytes name) {
    blocks.ask(name, waited(name)).ifPresent(size -> desk.reserve(epoch, name, size));
  }

  /// How many numbers of `name` are waited for.
  private long waited(Bytes name) {
    if (waiting.isEmpty()) {
      return 0;
    }
    return waiting.values().stream()
        .filter(draw -> draw.name().equals(name))
        .mapToLong(Outcome.Draw::count)
        .sum();
  }

  private List<BatchRun> take(Predicate<Outcome.Draw> which) {
    List<BatchRun> taken = new ArrayList<>();
    waiting.entrySet().removeIf(each -> which.test(each.getValue()) && taken.add(each.getKey()));
    return taken;
  }
}
