package chorus.sim.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which transactions come before which. Nodes are numbers: the transactions first, then the
/// moments at which one returned.
///
/// Real time orders nearly every pair of transactions. Moments keep that small: who returns leads
/// to its moment, each moment to the next, and the last one before an invocation to who is invoked.
final class DependencyGraph {
  private final int transactions;
  private final List<List<Dependency>> from = new ArrayList<>();

  DependencyGraph(int transactions) {
    this.transactions = transactions;
    while (from.size() < transactions) {
      from.add(new ArrayList<>());
    }
  }

  int nodes() {
    return from.size();
  }

  /// Whether `node` is no transaction.
  boolean isMoment(int node) {
    return node >= transactions;
  }

  List<Dependency> from(int node) {
    return from.get(node);
  }

  void add(Dependency dependency) {
    from.get(dependency.from()).add(dependency);
  }

  /// Adds the order of real time among these transactions. Called once.
  void addRealTime(List<Integer> numbers, List<ListTransaction> history) {
    long[] moments =
        numbers.stream()
            .map(history::get)
            .filter(each -> each.outcome() == ListTransaction.Outcome.COMMITTED)
            .mapToLong(ListTransaction::returnedNanos)
            .sorted()
            .distinct()
            .toArray();
    for (int moment = 0; moment < moments.length; moment++) {
      from.add(new ArrayList<>());
      if (moment > 0) {
        add(Dependency.inTime(transactions + moment - 1, transactions + moment));
      }
    }
    for (int number : numbers) {
      ListTransaction each = history.get(number);
      int before = lastBefore(moments, each.invokedNanos());
      if (before >= 0) {
        add(Dependency.inTime(transactions + before, number));
      }
      if (each.outcome() == ListTransaction.Outcome.COMMITTED) {
        int own = Arrays.binarySearch(moments, each.returnedNanos());
        add(Dependency.inTime(number, transactions + own));
      }
    }
  }

  private static int lastBefore(long[] moments, long nanos) {
    int at = Arrays.binarySearch(moments, nanos);
    return (at < 0 ? -at - 1 : at) - 1;
  }
}
