package chorus.sim.check;

import chorus.sim.check.Dependency.Cause;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/// The strongly connected components of a graph that are more than one node: every cycle is in one.
///
/// Source: Tarjan, Depth-first search and linear graph algorithms, 1972; with a stack of its own,
/// since paths are as long as histories.
final class Components {
  private final DependencyGraph graph;
  private final Set<Cause> causes;
  private final int[] order;
  private final int[] low;
  private final int[] next;
  private final BitSet waiting = new BitSet();
  private final ArrayDeque<Integer> path = new ArrayDeque<>();
  private final ArrayDeque<Integer> stack = new ArrayDeque<>();
  private final List<BitSet> found = new ArrayList<>();
  private int count;

  private Components(DependencyGraph graph, Set<Cause> causes) {
    this.graph = graph;
    this.causes = causes;
    this.order = new int[graph.nodes()];
    this.low = new int[graph.nodes()];
    this.next = new int[graph.nodes()];
  }

  /// By way of these causes only.
  static List<BitSet> of(DependencyGraph graph, Set<Cause> causes) {
    var search = new Components(graph, causes);
    for (int node = 0; node < graph.nodes(); node++) {
      if (search.order[node] == 0) {
        search.visit(node);
      }
    }
    return search.found;
  }

  private void visit(int root) {
    enter(root);
    while (!path.isEmpty()) {
      int node = path.getLast();
      List<Dependency> edges = graph.from(node);
      if (next[node] < edges.size()) {
        Dependency edge = edges.get(next[node]++);
        if (causes.contains(edge.cause())) {
          follow(node, edge.to());
        }
      } else {
        path.removeLast();
        leave(node);
        if (!path.isEmpty()) {
          low[path.getLast()] = Math.min(low[path.getLast()], low[node]);
        }
      }
    }
  }

  private void enter(int node) {
    order[node] = ++count;
    low[node] = count;
    waiting.set(node);
    path.addLast(node);
    stack.addLast(node);
  }

  private void follow(int node, int to) {
    if (order[to] == 0) {
      enter(to);
    } else if (waiting.get(to)) {
      low[node] = Math.min(low[node], order[to]);
    }
  }

  private void leave(int node) {
    if (low[node] != order[node]) {
      return;
    }
    var component = new BitSet();
    while (waiting.get(node)) {
      int member = stack.removeLast();
      waiting.clear(member);
      component.set(member);
    }
    if (component.cardinality() > 1) {
      found.add(component);
    }
  }
}
