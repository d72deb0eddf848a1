package chorus.server.env;

import chorus.env.Trace;
import chorus.node.NodeEvent;
import chorus.single.ShardEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Writes events to the log, one line each. What happens with every write is there only at level
/// DEBUG; what an operator may ask about, always.
public final class LoggingTrace implements Trace {
  private static final Logger LOG = LoggerFactory.getLogger("chorus.trace");

  @Override
  public boolean followsWrites() {
    return LOG.isDebugEnabled();
  }

  @Override
  public void emit(Record event) {
    LOG.atLevel(level(event)).log("{}", event);
  }

  private static Level level(Record event) {
    return switch (event) {
      case ShardEvent shard -> level(shard);
      case NodeEvent node -> level(node);
      default -> Level.INFO;
    };
  }

  private static Level level(ShardEvent event) {
    return switch (event) {
      case ShardEvent.Appended _,
          ShardEvent.Durable _,
          ShardEvent.Committed _,
          ShardEvent.Applied _,
          ShardEvent.Hashed _,
          ShardEvent.Answered _,
          ShardEvent.NumbersReserved _,
          ShardEvent.Waiting _,
          ShardEvent.Retained _,
          ShardEvent.Saved _ ->
          Level.DEBUG;
      case ShardEvent.Failed _, ShardEvent.LogBeyondRepair _, ShardEvent.TailUnreadable _ ->
          Level.ERROR;
      case ShardEvent.DiskFull _,
          ShardEvent.DiskStalled _,
          ShardEvent.Abdicated _,
          ShardEvent.RowsDamaged _,
          ShardEvent.RowsAwaited _,
          ShardEvent.BeginsAnew _,
          ShardEvent.SnapshotSpoiled _,
          ShardEvent.LogDamaged _,
          ShardEvent.Degraded _,
          ShardEvent.SaveFailed _,
          ShardEvent.Diverged _ ->
          Level.WARN;
      case ShardEvent.Opened _,
          ShardEvent.Promised _,
          ShardEvent.Activating _,
          ShardEvent.Leads _,
          ShardEvent.SteppedDown _,
          ShardEvent.HandsOver _,
          ShardEvent.Released _,
          ShardEvent.LeadsOn _,
          ShardEvent.CutBack _,
          ShardEvent.Rewound _,
          ShardEvent.NumbersAbandoned _,
          ShardEvent.AckJoint _,
          ShardEvent.AckInForce _,
          ShardEvent.Restored _,
          ShardEvent.WholeAgain _,
          ShardEvent.Confirms _,
          ShardEvent.DiskAnswers _,
          ShardEvent.DiskHasRoom _,
          ShardEvent.Discards _,
          ShardEvent.RowsRebuilt _,
          ShardEvent.Trimmed _,
          ShardEvent.SnapshotBegun _,
          ShardEvent.SnapshotInstalled _,
          ShardEvent.LogRepaired _,
          ShardEvent.Scrubbed _ ->
          Level.INFO;
    };
  }

  private static Level level(NodeEvent event) {
    return switch (event) {
      case NodeEvent.Reported _,
          NodeEvent.Agreed _,
          NodeEvent.Defined _,
          NodeEvent.Granted _,
          NodeEvent.MembersAgreed _ ->
          Level.DEBUG;
      case NodeEvent.ShardFailed _, NodeEvent.OldDirectory _ -> Level.ERROR;
      case NodeEvent.Suspected _, NodeEvent.WasAway _, NodeEvent.ClockOff _, NodeEvent.Left _ ->
          Level.WARN;
      case NodeEvent.Started _,
          NodeEvent.Forgets _,
          NodeEvent.Forgotten _,
          NodeEvent.Chose _,
          NodeEvent.Controls _,
          NodeEvent.ControlGroup _,
          NodeEvent.ControlsNoMore _,
          NodeEvent.ClockInStep _ ->
          Level.INFO;
    };
  }
}
