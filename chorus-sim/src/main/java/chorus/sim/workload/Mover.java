package chorus.sim.workload;

import chorus.base.NodeId;
import chorus.resp.Reply;
import chorus.sim.check.Verdicts;
import chorus.sim.cluster.Connection;
import chorus.sim.cluster.SimCluster;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Someone who has replicas join and leave, at any time and through any node, down to a number that
/// the faults of a run can do with.
public final class Mover {
  public static final String LAW = "a wish for other replicas is answered as documented";

  private static final Set<String> KNOWN = Set.of("ERR", "REFUSED", "NOQUORUM", "INDETERMINATE");

  private final SimCluster cluster;
  private final Verdicts verdicts;
  private final Supplier<List<NodeId>> wanted;
  private final RandomGenerator random;
  private final Visits visits;

  /// `wanted` gives the nodes that are to hold the database as of now.
  public Mover(SimCluster cluster, Verdicts verdicts, Supplier<List<NodeId>> wanted) {
    this.cluster = cluster;
    this.verdicts = verdicts;
    this.wanted = wanted;
    this.random = cluster.world().entropy().fork("mover");
    this.visits = new Visits(cluster.world(), random, 300 + random.nextLong(3000), this::act);
  }

  /// Replicas that there are at least, in a cluster of so many nodes.
  public static int least(int nodes) {
    return nodes / 2 + 1;
  }

  public void start() {
    visits.start();
  }

  /// No further change.
  public void finish() {
    visits.finish();
  }

  private void act() {
    NodeId moved = any();
    boolean holds = wanted.get().contains(moved);
    if (holds && wanted.get().size() <= least(cluster.ids().size())) {
      return;
    }
    String verb = holds ? "REMOVE" : "ADD";
    cluster
        .connect(any(), new Line())
        .send(List.of(Words.words("CHORUS", "DB", "REPLICAS", "main", verb, moved.name())));
  }

  private NodeId any() {
    return cluster.ids().get(random.nextInt(cluster.ids().size()));
  }

  private final class Line implements Connection.Listener {
    @Override
    public void replies(List<Reply> replies) {
      for (Reply reply : replies) {
        boolean fits =
            reply instanceof Reply.Error error
                ? KNOWN.contains(error.prefix())
                : reply instanceof Reply.MapReply;
        verdicts.require(LAW, fits, "answered", reply);
      }
    }

    @Override
    public void lost() {}
  }
}
