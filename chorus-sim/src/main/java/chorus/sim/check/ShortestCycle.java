package chorus.sim.check;

import chorus.sim.check.Dependency.Cause;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The cycle with the fewest transactions in a component, since somebody has to read it.
final class ShortestCycle {
  private static final int FAR = Integer.MAX_VALUE;

  private final DependencyGraph graph;
  private final BitSet component;
  private final Set<Cause> through;
  private final int[] distance;
  private final Map<Integer, Dependency> reachedBy = new HashMap<>();

  private ShortestCycle(DependencyGraph graph, BitSet component, Set<Cause> through) {
    this.graph = graph;
    this.component = component;
    this.through = through;
    this.distance = new int[graph.nodes()];
  }

  /// A cycle of one dependency for the cause `closing`, and others for the causes `through`. Empty
  /// if there is none. The dependencies go from transaction to transaction.
  static List<Dependency> of(
      DependencyGraph graph, BitSet component, Cause closing, Set<Cause> through) {
    return new ShortestCycle(graph, component, through).closedBy(closing);
  }

  private List<Dependency> closedBy(Cause closing) {
    List<Dependency> best = List.of();
    int shortest = FAR;
    for (int node : component.stream().filter(each -> !graph.isMoment(each)).toArray()) {
      for (Dependency first : graph.from(node)) {
        if (first.cause() == closing && component.get(first.to())) {
          int back = walk(first.to(), node, shortest);
          if (back < shortest) {
            shortest = back;
            best = cycle(first);
          }
        }
      }
      if (shortest == 1) {
        break;
      }
    }
    return withoutMoments(best);
  }

  /// How many transactions it takes to get from `start` to `end`, if that is less than `limit`. To
  /// go from moment to moment, or on from one, takes nothing.
  private int walk(int start, int end, int limit) {
    Arrays.fill(distance, FAR);
    var frontier = new ArrayDeque<Integer>();
    distance[start] = 0;
    reachedBy.clear();
    frontier.add(start);
    while (!frontier.isEmpty()) {
      int node = frontier.removeFirst();
      if (node == end || distance[node] >= limit) {
        return distance[node];
      }
      int step = graph.isMoment(node) ? 0 : 1;
      for (Dependency edge : graph.from(node)) {
        int to = edge.to();
        boolean isOpen = through.contains(edge.cause()) && component.get(to);
        if (isOpen && distance[node] + step < distance[to]) {
          distance[to] = distance[node] + step;
          reachedBy.put(to, edge);
          if (step == 0) {
            frontier.addFirst(to);
          } else {
            frontier.addLast(to);
          }
        }
      }
    }
    return FAR;
  }

  private List<Dependency> cycle(Dependency first) {
    var back = new ArrayDeque<Dependency>();
    Dependency edge = reachedBy.get(first.from());
    while (edge != null) {
      back.addFirst(edge);
      edge = reachedBy.get(edge.from());
    }
    back.addFirst(first);
    return List.copyOf(back);
  }

  private List<Dependency> withoutMoments(List<Dependency> cycle) {
    var plain = new ArrayList<Dependency>();
    for (Dependency each : cycle) {
      boolean goesOn = !plain.isEmpty() && graph.isMoment(each.from());
      plain.add(goesOn ? Dependency.inTime(plain.removeLast().from(), each.to()) : each);
    }
    return plain;
  }
}
