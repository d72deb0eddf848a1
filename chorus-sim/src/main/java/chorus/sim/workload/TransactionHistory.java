package chorus.sim.workload;

import chorus.sim.check.Anomaly;
import chorus.sim.check.ListTransaction;
import chorus.sim.check.Serializability;
import chorus.sim.check.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What all clients with transactions saw, and the lists that they share.
///
/// A list is in use until so many appends to it were sent: the shorter the lists, the less there is
/// to read, and the fewer they are at a time, the more transactions meet.
public final class TransactionHistory {
  private static final int IN_USE = 3;
  private static final int MOST_APPENDS = 50;

  private final List<ListTransaction> transactions = new ArrayList<>();
  private final List<ListInUse> inUse = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private long values;

  private static final class ListInUse {
    private final String key;
    private int appends;

    ListInUse(String key) {
      this.key = key;
    }
  }

  public TransactionHistory() {
    while (inUse.size() < IN_USE) {
      inUse.add(anew());
    }
  }

  private ListInUse anew() {
    String key = "list" + (keys.size() + 1);
    keys.add(key);
    return new ListInUse(key);
  }

  /// A list to read.
  String toRead(RandomGenerator random) {
    return inUse.get(random.nextInt(inUse.size())).key;
  }

  /// A list to append to.
  String toAppendTo(RandomGenerator random) {
    int number = random.nextInt(inUse.size());
    ListInUse list = inUse.get(number);
    if (++list.appends == MOST_APPENDS) {
      inUse.set(number, anew());
    }
    return list.key;
  }

  /// A value that nobody has appended anywhere.
  String freshValue() {
    return Long.toString(++values);
  }

  /// Every list that was ever in use.
  List<String> keys() {
    return List.copyOf(keys);
  }

  void add(ListTransaction transaction) {
    transactions.add(transaction);
  }

  public long committedCount() {
    return count(ListTransaction.Outcome.COMMITTED);
  }

  public long failedCount() {
    return count(ListTransaction.Outcome.FAILED);
  }

  public long openCount() {
    return count(ListTransaction.Outcome.OPEN);
  }

  private long count(ListTransaction.Outcome outcome) {
    return transactions.stream().filter(each -> each.outcome() == outcome).count();
  }

  /// Looks for an order of all transactions.
  public void check(Verdicts verdicts) {
    for (Anomaly each : Serializability.check(transactions)) {
      verdicts.broken(Serializability.LAW, each.toString());
    }
  }
}
