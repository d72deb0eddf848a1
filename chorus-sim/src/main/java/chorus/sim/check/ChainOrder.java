package chorus.sim.check;

import chorus.base.NodeId;
import chorus.definition.AckConfig;
import chorus.wire.PeerMessage.Append;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which way records go in a chain. Only where it is settled: for a while nothing happened that
/// gives anybody a reason to go another way.
public final class ChainOrder {
  public static final String NEAREST =
      "records of a settled chain come from the nearest replica before that answers";

  /// Longer than it takes to notice a silence, and to end a detour.
  private static final long SETTLED_NANOS = 4_500_000_000L;

  private final Verdicts verdicts;
  private final Map<NodeId, AckConfig> known = new TreeMap<>();
  private Around around = new Around(Set.of(), Links.CUT, 0);
  private long disturbedNanos;

  /// Whether everybody who answers reaches everybody else who does.
  public enum Links {
    WHOLE,
    CUT
  }

  /// What a chain is surrounded by: who answers, and how many messages were lost or late so far.
  public record Around(Set<NodeId> answering, Links links, long troubles) {
    public Around {
      answering = Collections.unmodifiableSet(new TreeSet<>(answering));
    }
  }

  /// How a message with records went.
  public enum Way {
    /// From the leader to the replica behind it.
    FIRST,
    /// From a replica that does not lead to the one behind it.
    RELAYED,
    /// Over the heads of some that do not answer.
    SKIPPED,
    /// In any other way.
    OTHER
  }

  public ChainOrder(Verdicts verdicts) {
    this.verdicts = verdicts;
  }

  /// Something happened after which records may go other ways for a while.
  public void disturbed(long nowNanos) {
    disturbedNanos = Math.max(disturbedNanos, nowNanos);
  }

  /// `node` learned what is in force.
  public void defined(long nowNanos, NodeId node, AckConfig config) {
    if (!config.equals(known.put(node, config))) {
      disturbed(nowNanos);
    }
  }

  /// Whether anybody goes by a chain.
  public boolean concerns(NodeId node) {
    AckConfig config = known.get(node);
    return config != null && config.isChain();
  }

  /// `append` came from `from` to `to`, in such surroundings.
  public Way came(long nowNanos, NodeId to, NodeId from, Append append, Around present) {
    if (!present.equals(around) || present.links() == Links.CUT) {
      around = present;
      disturbed(nowNanos);
    }
    AckConfig config = known.get(to);
    if (config == null || !config.isChain() || append.records().isEmpty()) {
      return Way.OTHER;
    }
    Way way = way(config.chain(append.leader()), to, from, present.answering());
    boolean isSettled =
        nowNanos - disturbedNanos > SETTLED_NANOS
            && present.answering().stream().allMatch(each -> config.equals(known.get(each)));
    verdicts.require(
        NEAREST, way != Way.OTHER || !isSettled, "sent", from, to, config, present.answering());
    return way;
  }

  private static Way way(List<NodeId> chain, NodeId to, NodeId from, Set<NodeId> answering) {
    int source = chain.indexOf(from);
    int target = chain.indexOf(to);
    if (source < 0 || target <= source) {
      return Way.OTHER;
    }
    List<NodeId> between = chain.subList(source + 1, target);
    if (between.isEmpty()) {
      return source == 0 ? Way.FIRST : Way.RELAYED;
    }
    return between.stream().anyMatch(answering::contains) ? Way.OTHER : Way.SKIPPED;
  }
}
