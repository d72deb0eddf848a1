package chorus.sim.check;

import chorus.base.NodeId;
import java.util.Map;
import java.util.TreeMap;

/// The laws about who leads when, in the simulator's own time, which no node knows.
public final class EpochLaws {
  public static final String EXCLUSIVE = "nobody answers once a later leader serves";
  public static final String STARTED = "a leader serves after its first record is committed";
  public static final String PROMISED = "a promise to reject older epochs outlives a restart";
  public static final String RELEASED = "who gave its leadership up answers no more";
  public static final String WHOLE = "who lost records neither votes nor leads until it has them";

  private final Verdicts verdicts;
  private final Map<NodeId, Long> startOf = new TreeMap<>();
  private final Map<NodeId, Long> promised = new TreeMap<>();
  private final Map<NodeId, Long> released = new TreeMap<>();
  private final Map<NodeId, Long> owes = new TreeMap<>();
  private long serving;

  public EpochLaws(Verdicts verdicts) {
    this.verdicts = verdicts;
  }

  /// `node` writes the first record of a leadership at `start`.
  public void activating(NodeId node, long epoch, long start) {
    startOf.put(node, start);
    verdicts.require(WHOLE, !owes.containsKey(node), "leads", node, "epoch", epoch);
  }

  /// `node` begins to serve; it counts everything up to `committed` as committed.
  public void leads(NodeId node, long epoch, long committed) {
    long start = startOf.getOrDefault(node, Long.MAX_VALUE);
    verdicts.require(
        STARTED, committed >= start, "epoch", epoch, node, "start", start, "committed", committed);
    serving = Math.max(serving, epoch);
  }

  /// A leader of `epoch` answered a client.
  public void answered(NodeId node, long epoch) {
    verdicts.require(
        RELEASED, released.getOrDefault(node, 0L) != epoch, "by", node, "epoch", epoch);
    verdicts.require(EXCLUSIVE, epoch >= serving, "by", node, "epoch", epoch, "serving", serving);
  }

  /// The leader of `epoch` gave it up for a successor.
  public void released(NodeId node, long epoch) {
    released.put(node, epoch);
  }

  /// It leads on: nobody succeeded.
  public void leadsOn(NodeId node) {
    released.remove(node);
  }

  /// The promise of `node` to take nothing below `epoch` has reached somebody.
  public void reported(NodeId node, long epoch) {
    promised.merge(node, epoch, Math::max);
    verdicts.require(
        WHOLE, !owes.containsKey(node), "votes", node, "epoch", epoch, "owes", owes.get(node));
  }

  /// `node` takes the word of the leader of `epoch`.
  public void follows(NodeId node, long epoch) {
    long least = promised.getOrDefault(node, 0L);
    verdicts.require(PROMISED, epoch >= least, "node", node, "epoch", epoch, "promised", least);
  }

  /// `node` came back without records of which some, up to `upTo`, were acknowledged.
  public void lost(NodeId node, long upTo) {
    owes.put(node, upTo);
  }

  /// `node` has everything again.
  public void whole(NodeId node) {
    owes.remove(node);
  }
}
