package chorus.single;

import chorus.base.Done;
import chorus.base.Epoch;
import chorus.base.Fault;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.Result;
import chorus.env.Completion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The planned change of leader, as the one sees it who leads so far.
///
/// ```
///   none ----> CATCHING_UP ---near---> HOLDING ---all is there---> RELEASED
///    ^              |                     |                           |
///    +--------------+------ given up -----+------- taken back --------+
/// ```
///
/// While the successor catches up, everything goes on. Then nothing new is begun; what was begun is
/// acknowledged, and brought to the successor. Once released, this leadership never answers again:
/// the control plane may name the successor without a fence, and members of the fence group need
/// not wait for the lease to run out.
final class Switchover {
  /// How long commands are held at most. What is missing then would take longer than a user should
  /// wait.
  static final Duration HOLD = Duration.ofMillis(400);

  /// Records that the successor may lack when holding begins.
  static final long NEAR = 1_000;

  /// The leadership that is handed over.
  interface Leader {
    /// Records that `successor` is not known to have durably.
    long missingAt(NodeId successor);

    /// Whether all that was begun is acknowledged.
    boolean isSettled();

    /// From now on nothing new is begun.
    void hold(NodeId successor);

    /// What is true of this leadership for others has changed.
    void standingChanged();

    /// The end of its log.
    Lsn end();
  }

  private enum Phase {
    NONE,
    CATCHING_UP,
    HOLDING,
    RELEASED
  }

  private record Move(NodeId successor, Completion<Done> released) {}

  private final Shard shard;
  private final Epoch epoch;
  private final Leader leader;
  private @Nullable Move move;
  private Phase phase = Phase.NONE;
  private long untilNanos;

  Switchover(Shard shard, Epoch epoch, Leader leader) {
    this.shard = shard;
    this.epoch = epoch;
    this.leader = leader;
  }

  /// Whether commands wait elsewhere.
  boolean holds() {
    return (phase == Phase.HOLDING || phase == Phase.RELEASED)
        && !shard.has(PlantedBug.SWITCHOVER_SERVES_ON);
  }

  /// Begins to hand over to `successor`. `released` completes when the leadership is given up, or
  /// with `REFUSED` and the reason why it is not.
  void begin(NodeId successor, Duration patience, Completion<Done> released) {
    if (move != null) {
      refuse(released, "a switchover to " + move.successor() + " is under way");
      return;
    }
    move = new Move(successor, released);
    phase = Phase.CATCHING_UP;
    untilNanos = now() + patience.toNanos();
    goOn();
  }

  /// Looks whether the next step can be taken; called whenever something moved, and regularly.
  void goOn() {
    if (move == null) {
      return;
    }
    NodeId successor = move.successor();
    long missing = shard.has(PlantedBug.SWITCHOVER_LEAVES_BEHIND) ? 0 : leader.missingAt(successor);
    if (phase == Phase.CATCHING_UP && missing <= NEAR) {
      phase = Phase.HOLDING;
      untilNanos = now() + HOLD.toNanos();
      shard.emit(new ShardEvent.HandsOver(shard.self(), shard.id(), epoch, successor));
      leader.hold(successor);
      leader.standingChanged();
    }
    if (phase == Phase.HOLDING && missing == 0 && leader.isSettled()) {
      phase = Phase.RELEASED;
      shard.emit(new ShardEvent.Released(shard.self(), shard.id(), epoch, leader.end()));
      move.released().complete(Result.ok(Done.DONE));
    } else if (phase != Phase.RELEASED && now() - untilNanos > 0) {
      keepLeading(lateness(successor, missing));
    }
  }

  /// Leads on, unless it is released already.
  void keepLeading(String why) {
    if (move != null && phase != Phase.RELEASED) {
      Completion<Done> released = move.released();
      none(why);
      refuse(released, why);
    }
  }

  /// Leads on although it was released: nobody was named, and nobody will be.
  void takeBack() {
    if (move != null) {
      none("nobody was named");
    }
  }

  private void none(String why) {
    move = null;
    phase = Phase.NONE;
    shard.emit(new ShardEvent.LeadsOn(shard.self(), shard.id(), epoch, why));
    leader.standingChanged();
  }

  private String lateness(NodeId successor, long missing) {
    if (phase == Phase.CATCHING_UP) {
      return successor + " is still " + missing + " records behind";
    }
    return missing > 0
        ? successor + " did not confirm the last " + missing + " records in time"
        : "writes under way were not acknowledged in time";
  }

  private static void refuse(Completion<Done> released, String why) {
    released.complete(Result.failed(Fault.notApplied("REFUSED", why)));
  }

  private long now() {
    return shard.env().clock().monotonicNanos();
  }
}
