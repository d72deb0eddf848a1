package chorus.sim.check;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.log.LogRecord;
import chorus.wire.PeerMessage.Append;
import java.util.Map;
import java.util.TreeMap;

/// Whether what travels in the name of a leader is what that leader has, whoever sends it: who
/// takes it takes it for the leader's log.
public final class SentRecords {
  public static final String OF_LEADER = "what is sent for a leader is in its log";

  private final Verdicts verdicts;
  private final Map<Epoch, Lsn> starts = new TreeMap<>();

  public SentRecords(Verdicts verdicts) {
    this.verdicts = verdicts;
  }

  /// The leader of `epoch` writes its first record at `start`.
  public void activating(Epoch epoch, Lsn start) {
    starts.put(epoch, start);
  }

  /// `append` came from `from`. The leader's log has records of its own epoch from its first one
  /// on, and others before.
  public void came(NodeId from, Append append) {
    Lsn start = starts.get(append.epoch());
    if (start != null) {
      judge(from, append, append.previous(), start);
      for (LogRecord record : append.records()) {
        judge(from, append, record.position(), start);
      }
    }
  }

  private void judge(NodeId from, Append append, LogPosition at, Lsn start) {
    boolean isOwn = at.epoch().equals(append.epoch());
    verdicts.require(
        OF_LEADER,
        isOwn == !at.lsn().isBefore(start),
        "in epoch",
        append.epoch(),
        "which begins at",
        start,
        from,
        "sent",
        at);
  }
}
