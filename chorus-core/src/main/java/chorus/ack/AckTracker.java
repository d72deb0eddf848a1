package chorus.ack;

import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.base.Require;
import chorus.definition.AckConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which records of one leadership are on enough replicas, fsynced.
///
/// Counts over the configured replicas, never over the connected ones. Nothing counts before the
/// leadership's own first record does: records of earlier leaders are committed only by what
/// follows them (Raft, section 5.4.2, figure 8).
public final class AckTracker {
  private final Map<NodeId, Lsn> durable = new LinkedHashMap<>();
  private final int copies;
  private final Lsn epochStart;
  private Lsn committed;

  /// `copies` are [AckConfig#copies] but where a bug is planted. `epochStart` is the position of
  /// this leadership's first record; `committed` what is known to be committed already.
  public AckTracker(AckConfig config, int copies, Lsn epochStart, Lsn committed) {
    for (NodeId replica : config.replicas()) {
      durable.put(replica, Lsn.NONE);
    }
    this.copies = copies;
    this.epochStart = epochStart;
    this.committed = committed;
  }

  /// `replica` has everything up to `lsn` durably. Positions that went back are ignored. True if
  /// more is committed now.
  public boolean durable(NodeId replica, Lsn lsn) {
    Lsn before = durable.get(replica);
    if (before == null || !lsn.isAfter(before)) {
      return false;
    }
    durable.put(replica, lsn);
    Lsn reached = quorumLsn();
    if (reached.isBefore(epochStart) || !reached.isAfter(committed)) {
      return false;
    }
    committed = reached;
    return true;
  }

  /// `replica` has durably only what is up to `lsn`, less than it once said: its data was damaged.
  /// What is committed stays so.
  public void lost(NodeId replica, Lsn lsn) {
    durable.replace(replica, lsn);
  }

  /// The position up to which `replica` has everything durably.
  public Lsn durableAt(NodeId replica) {
    return durable.getOrDefault(replica, Lsn.NONE);
  }

  /// The position up to which records are on enough replicas. Never retreats.
  public Lsn committed() {
    return committed;
  }

  private Lsn quorumLsn() {
    long[] sorted = durable.values().stream().mapToLong(Lsn::number).sorted().toArray();
    Require.that(copies <= sorted.length, "no more copies than replicas", copies, sorted.length);
    return new Lsn(sorted[sorted.length - copies]);
  }
}
