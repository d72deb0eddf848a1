package chorus.command.stats;

import chorus.command.settings.Settings;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/// What took at least `latency-monitor-threshold`, by kind. Any strand may call it.
public final class LatencyEvents {
  /// A command kept its strand for so long.
  public static final String COMMAND = "command";

  /// The same, of one that should be fast.
  public static final String FAST_COMMAND = "fast-command";

  /// A client waited for so long, from when its commands came until their replies left.
  public static final String REPLY = "reply";

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Settings settings;
  private final AtomicReference<SortedMap<String, LatencyEvent>> events =
      new AtomicReference<>(Collections.emptySortedMap());

  LatencyEvents(Settings settings) {
    this.settings = settings;
  }

  boolean isOn() {
    return settings.watched().latencyMillis() > 0;
  }

  /// Whether what took `nanos` is to be noted.
  public boolean isLong(long nanos) {
    long limit = settings.watched().latencyMillis();
    return limit > 0 && nanos / NANOS_PER_MILLI >= limit;
  }

  public void note(String kind, long wallMillis, long nanos) {
    events.updateAndGet(before -> {
      SortedMap<String, LatencyEvent> after = new TreeMap<>(before);
      LatencyEvent known = after.getOrDefault(kind, LatencyEvent.none());
      after.put(kind, known.with(wallMillis / 1000, nanos / NANOS_PER_MILLI));
      return after;
    });
  }

  /// By kind.
  public SortedMap<String, LatencyEvent> all() {
    return events.get();
  }

  /// Forgets one kind; whether there was anything.
  public boolean forget(String kind) {
    SortedMap<String, LatencyEvent> before =
        events.getAndUpdate(all -> {
          SortedMap<String, LatencyEvent> after = new TreeMap<>(all);
          after.remove(kind);
          return after;
        });
    return before.containsKey(kind);
  }
}
