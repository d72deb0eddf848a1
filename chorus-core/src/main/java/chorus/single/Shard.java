package chorus.single;

import chorus.base.NodeId;
import chorus.base.PlantedBug;
import chorus.base.ShardId;
import chorus.base.Timings;
import chorus.command.CommandTable;
import chorus.command.stats.ShardCounts;
import chorus.definition.DatabaseDefinition;
import chorus.env.Env;
import chorus.env.Scheduler;
import chorus.time.NodeTime;
import java.util.Set;
import java.util.function.Supplier;

/// Which replica this is, and in which world: what every part of a replica needs to know.
///
/// `boot` numbers the start of this process: a leadership is granted to one start only (F4). `time`
/// gives the node's time as of its last look at the clocks. `bugs` is empty but in the simulator's
/// own tests.
public record Shard(
    Env env,
    NodeId self,
    long boot,
    ShardId id,
    DatabaseDefinition definition,
    Timings timings,
    CommandTable commands,
    ShardCounts counts,
    Supplier<NodeTime> time,
    Aside aside,
    Set<PlantedBug> bugs) {
  /// Where work goes on that is too long for the strand, so that what the strand itself offloads
  /// does not wait for it; and how many rows are not too long.
  public record Aside(Scheduler scheduler, int rowsAtOnce) {}

  /// The milliseconds since 1970 by which this node goes.
  long millis() {
    return time.get().millis(env.clock().monotonicNanos());
  }

  /// Whether enough other nodes confirm that time. If not, nothing expires by it.
  boolean isInStep() {
    return time.get().isInStep();
  }

  boolean has(PlantedBug bug) {
    return bugs.contains(bug);
  }

  void emit(Record event) {
    env.trace().emit(event);
  }

  /// For what happens with every write: the event is built only if somebody follows.
  void emitIfFollowed(Supplier<? extends Record> event) {
    if (env.trace().followsWrites()) {
      env.trace().emit(event.get());
    }
  }
}
