package chorus.sim.workload;

import chorus.base.NodeId;
import chorus.command.Redirection;
import chorus.sim.cluster.SimCluster;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Where a client that has one line at a time finds it: the node that it was told to go to, or any;
/// now and then another one, though nothing is wrong with the one before.
///
/// @param <Q> what the client remembers of a command
final class Dial<Q> {
  private static final int RENEWED = 20;

  private final SimCluster cluster;
  private final RandomGenerator random;
  private final Redirection redirection;
  private final Line.Owner<Q> owner;
  private @Nullable Line<Q> line;
  private @Nullable NodeId toldToGo;

  Dial(SimCluster cluster, RandomGenerator random, Redirection redirection, Line.Owner<Q> owner) {
    this.cluster = cluster;
    this.random = random;
    this.redirection = redirection;
    this.owner = owner;
  }

  /// The line to use for what is to be sent now.
  Line<Q> line() {
    Line<Q> open = line;
    NodeId target = toldToGo;
    if (open != null && !open.isGone() && target == null && random.nextInt(RENEWED) != 0) {
      return open;
    }
    hangUp();
    toldToGo = null;
    List<NodeId> nodes = cluster.ids();
    NodeId node = target == null ? nodes.get(random.nextInt(nodes.size())) : target;
    Line<Q> fresh = new Line<>(cluster, node, redirection, owner);
    line = fresh;
    return fresh;
  }

  /// The line that is open; null if there is none.
  @Nullable Line<Q> open() {
    return line == null || line.isGone() ? null : line;
  }

  /// Whether this is the line that was used last.
  boolean isAt(Line<Q> other) {
    return other == line;
  }

  /// The next line goes there.
  void goTo(NodeId node) {
    toldToGo = node;
  }

  void hangUp() {
    if (line != null) {
      line.hangUp();
    }
  }
}
