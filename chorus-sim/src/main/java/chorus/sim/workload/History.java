package chorus.sim.workload;

import chorus.base.Limits;
import chorus.sim.check.KeyEvent;
import chorus.sim.check.Linearizability;
import chorus.sim.check.Linearizability.Finding;
import chorus.sim.check.Verdicts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What all clients saw, by key, and how much of it.
public final class History {
  public static final String LAW = "answers fit one order in real time";
  private static final long BUDGET = 1_500_000;
  private static final long MILLION = 1_000_000;

  /// Two clocks that are in step may be apart by the bound in each direction, and messages that
  /// tell of them be late.
  private static final Duration EARLY =
      Duration.ofMillis(2 * Limits.CLOCK_OFFSET_MILLIS).plusMillis(500);

  private final boolean clocksAreKnown;

  private final Map<String, List<KeyEvent>> events = new TreeMap<>();
  private long answered;
  private long failed;
  private long open;
  private long reads;

  /// `clocksAreKnown` if every node can always tell the time by the clocks of a majority.
  public History(boolean clocksAreKnown) {
    this.clocksAreKnown = clocksAreKnown;
  }

  void answered(String key, KeyEvent event) {
    answered++;
    add(key, event);
  }

  void open(String key, KeyEvent event) {
    open++;
    add(key, event);
  }

  /// A key was set, at the moment of `expiry`, to expire after so many milliseconds: from about
  /// then on it may, though nobody asks for it; or at any time, where clocks are not known.
  void mayExpire(String key, KeyEvent expiry, long millis) {
    long wait = clocksAreKnown ? Math.max(0, millis - EARLY.toMillis()) : 0;
    add(key, expiry.later(wait * MILLION));
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
