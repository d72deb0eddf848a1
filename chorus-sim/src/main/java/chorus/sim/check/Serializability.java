package chorus.sim.check;

import chorus.base.Require;
import chorus.sim.check.Anomaly.Kind;
import chorus.sim.check.ListTransaction.Outcome;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Is there one order of all transactions, in which each sees all those before it and none behind,
/// and which respects real time: are they strictly serializable?
///
/// Lists that are only appended to tell their own past. So the order of versions is known, from it
/// which transaction comes before which, and there is an order of all unless some come before
/// themselves. That is a search for cycles, in time that grows with the history and no faster.
///
/// A transaction of unknown outcome that somebody saw has happened, as a whole. One that nobody saw
/// says nothing.
///
/// Source: Kingsbury and Alvaro, Elle: Inferring Isolation Anomalies from Experimental
/// Observations, 2020. Elle differs: it does not know the lengths that RPUSH answers, which tell
/// where a value stands that nobody read.
public final class Serializability {
  public static final String LAW = "transactions fit one order in real time";

  private final List<ListTransaction> history;
  private final Map<String, ListVersions> lists = new TreeMap<>();
  private final Set<String> contradicted = new HashSet<>();
  private final List<Anomaly> found = new ArrayList<>();

  private Serializability(List<ListTransaction> history) {
    this.history = List.copyOf(history);
  }

  /// What no order explains; empty if there is one. Nobody appends a value twice in `history`.
  ///
  /// A list that contradicts itself says no more than that, and each transaction is part of one
  /// cycle at most: the rest is mostly its consequence.
  public static List<Anomaly> check(List<ListTransaction> history) {
    return new Serializability(history).search();
  }

  private List<Anomaly> search() {
    collect();
    lists.keySet().removeAll(contradicted);
    var sound = new ArrayList<ListVersions>();
    Set<Integer> happened = new HashSet<>();
    for (ListVersions each : lists.values()) {
      Optional<Anomaly> wrong = each.arrange();
      wrong.ifPresent(found::add);
      if (wrong.isEmpty()) {
        sound.add(each);
        happened.addAll(each.seenWriters());
      }
    }
    var graph = new DependencyGraph(history.size());
    sound.forEach(each -> each.tell(happened, graph::add));
    graph.addRealTime(
        IntStream.range(0, history.size())
            .filter(each -> history.get(each).outcome() != Outcome.FAILED)
            .boxed()
            .toList(),
        history);
    findCycles(graph);
    return List.copyOf(found);
  }

  private void collect() {
    var values = new HashSet<String>();
    for (int number = 0; number < history.size(); number++) {
      ListTransaction each = history.get(number);
      for (ListOperation operation : each.operations()) {
        if (operation instanceof ListOperation.Append append) {
          Require.that(values.add(append.value()), "appended twice");
          list(append.key()).appended(number, append);
        }
      }
      if (each.outcome() == Outcome.COMMITTED) {
        look(number, each);
      }
    }
  }

  private void look(int number, ListTransaction transaction) {
    Map<String, OwnSight> sights = new LinkedHashMap<>();
    for (ListOperation each : transaction.operations()) {
      sights.computeIfAbsent(each.key(), _ -> new OwnSight()).take(each);
    }
    sights.forEach((key, sight) -> {
      var contradiction = sight.contradiction();
      contradiction.ifPresent(why -> {
        contradicted.add(key);
        found.add(new Anomaly(Kind.INTERNAL, Explanation.of(why, key, history, number)));
      });
      sight.ofOthers().ifPresent(values -> list(key).read(number, values));
    });
  }

  private ListVersions list(String key) {
    return lists.computeIfAbsent(key, fresh -> new ListVersions(fresh, history));
  }

  private void findCycles(DependencyGraph graph) {
    var explained = new BitSet();
    for (CycleShape shape : CycleShape.ALL) {
      for (BitSet component : Components.of(graph, shape.causes())) {
        List<Dependency> cycle =
            component.intersects(explained)
                ? List.of()
                : ShortestCycle.of(graph, component, shape.closing(), shape.through());
        if (!cycle.isEmpty()) {
          explained.or(component);
          found.add(new Anomaly(shape.kind(), Explanation.of(cycle, history)));
        }
      }
    }
  }
}
