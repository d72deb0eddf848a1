package chorus.node;

import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.Limits;
import chorus.base.PlantedBug;
import chorus.base.ShardId;
import chorus.cluster.ClusterState;
import chorus.cluster.Leadership;
import chorus.cluster.MetaCommand;
import chorus.cluster.MetaCommand.ReserveSequence;
import chorus.cluster.SequenceMarks;
import chorus.database.HostedShard;
import chorus.env.Completion;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.single.Reservation;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// Has numbers of sequences reserved for the leaders on this node, and tells them what the cluster
/// agreed on. On the control strand.
///
/// Invariant: a mark that moves while this very process leads an epoch was moved by this process,
/// for nobody else proposes for that epoch. So a leader learns of its blocks from the agreed facts
/// alone, whatever is known of the proposals: one whose outcome is open may still bring a block.
final class Reservations {
  private final NodeOptions options;
  private final Directory<ShardId, HostedShard> hosted;
  private final Supplier<ClusterState> state;
  private final BiConsumer<MetaCommand, Completion<Done>> propose;

  Reservations(
      NodeOptions options,
      Directory<ShardId, HostedShard> hosted,
      Supplier<ClusterState> state,
      BiConsumer<MetaCommand, Completion<Done>> propose) {
    this.options = options;
    this.hosted = hosted;
    this.state = state;
    this.propose = propose;
  }

  /// The leader of `epoch` asks for `size` numbers of `name` above those that are reserved.
  void ask(ShardId shard, Epoch epoch, Bytes name, long size) {
    SequenceMarks marks = state.get().sequences(shard.database());
    if (!marks.hasRoomFor(name)) {
      tell(shard, epoch, name, new Reservation.Refused(tooMany()));
      return;
    }
    long mark = marks.of(name);
    if (options.has(PlantedBug.SEQUENCE_BEFORE_COMMIT)) {
      tell(shard, epoch, name, new Reservation.Committed(mark, mark + size));
    }
    propose.accept(
        new ReserveSequence(shard, epoch, name, mark, size),
        result -> tell(shard, epoch, name, new Reservation.Settled()));
  }

  /// The agreed facts have become others.
  void changed(ClusterState before, ClusterState next) {
    next.leaderships()
        .forEach((shard, now) -> {
          if (isOwn(now) && now.equals(before.leadership(shard))) {
            moved(shard, now.epoch(), before, next);
          }
        });
  }

  private void moved(ShardId shard, Epoch epoch, ClusterState before, ClusterState next) {
    SequenceMarks old = before.sequences(shard.database());
    SequenceMarks now = next.sequences(shard.database());
    if (now.equals(old)) {
      return;
    }
    now.highest()
        .forEach((name, upTo) -> {
          long above = old.of(name);
          if (upTo > above) {
            tell(shard, epoch, name, new Reservation.Committed(above, upTo));
          }
        });
  }

  private boolean isOwn(Leadership leadership) {
    return leadership instanceof Leadership.Led led
        && led.leader().equals(options.self())
        && led.boot() == options.boot();
  }

  private void tell(ShardId shard, Epoch epoch, Bytes name, Reservation what) {
    hosted.get(shard).ifPresent(part -> part.heard(epoch, name, what));
  }

  private static Reply tooMany() {
    return Reply.error(
        "OVERLOADED",
        "this database has "
            + Limits.SEQUENCES
            + " sequences, and they never go | nothing was drawn | use one of them");
  }
}
