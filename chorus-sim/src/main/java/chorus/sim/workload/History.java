package chorus.sim.workload;

import chorus.sim.check.KeyEvent;
import chorus.sim.check.Linearizability;
import chorus.sim.check.Linearizability.Finding;
import chorus.sim.check.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What all clients saw, by key, and how much of it.
public final class History {
  public static final String LAW = "answers fit one order in real time";
  private static final long BUDGET = 1_500_000;

  private final Map<String, List<KeyEvent>> events = new TreeMap<>();
  private long answered;
  private long failed;
  private long open;
  private long reads;

  void answered(String key, KeyEvent event) {
    answered++;
    add(key, event);
  }

  void open(String key, KeyEvent event) {
    open++;
    add(key, event);
  }

  /// Something that nobody asked for may happen to the key from then on.
  void mayHappen(String key, KeyEvent event) {
    add(key, event);
  }

  /// An operation that did not happen says nothing about the key.
  void failed() {
    failed++;
  }

  void readElsewhere() {
    reads++;
  }

  private void add(String key, KeyEvent event) {
    events.computeIfAbsent(key, fresh -> new ArrayList<>()).add(event);
  }

  public long answeredCount() {
    return answered;
  }

  public long failedCount() {
    return failed;
  }

  public long openCount() {
    return open;
  }

  /// Eventual reads that were answered.
  public long eventualReads() {
    return reads;
  }

  /// Looks for an order of each key's operations. Gives the number of keys that could not be
  /// decided.
  public int check(Verdicts verdicts) {
    int undecided = 0;
    for (Map.Entry<String, List<KeyEvent>> each : events.entrySet()) {
      switch (Linearizability.check(each.getValue(), BUDGET)) {
        case Finding.Linearizable() -> {}
        case Finding.NotLinearizable(String why) ->
            verdicts.broken(LAW, "key " + each.getKey() + ": " + why);
        case Finding.Undecided(long configurations) -> undecided++;
      }
    }
    return undecided;
  }
}
