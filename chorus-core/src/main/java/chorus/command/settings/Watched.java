package chorus.command.settings;

import java.util.List;
import java.util.Map;

/// The settings that mean something here and are looked at all the time, as numbers.
///
/// `slowMicros`: a command that took so long is slow; negative: none is. `slowEntries`: as many are
/// remembered. `latencyMillis`: what took so long is noted for LATENCY; 0: nothing is. `tracking`:
/// whether INFO latencystats has anything to show, which are `percentiles`.
public record Watched(
    long slowMicros,
    long slowEntries,
    long latencyMillis,
    boolean tracking,
    List<String> percentiles) {
  public Watched {
    percentiles = List.copyOf(percentiles);
  }

  static Watched in(Map<String, String> values) {
    return new Watched(
        number(values, "slowlog-log-slower-than"),
        number(values, "slowlog-max-len"),
        number(values, "latency-monitor-threshold"),
        "yes".equals(values.get("latency-tracking")),
        Checks.words(values.getOrDefault("latency-tracking-info-percentiles", "")));
  }

  private static long number(Map<String, String> values, String name) {
    return Long.parseLong(values.getOrDefault(name, "0"));
  }
}
