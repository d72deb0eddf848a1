package chorus.sim.timeouts;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What one detection timeout came to under one condition.
///
/// `falseFailovers`: leaders that were given up though their process lived. `recoveries`: from the
/// death of a leader to the first acknowledged write under another, in milliseconds, rising.
public record Measured(
    Duration detection,
    Condition condition,
    Duration time,
    long falseFailovers,
    List<Long> recoveries) {
  public Measured {
    recoveries = List.copyOf(recoveries);
  }

  /// The names of [#row].
  public static final List<String> HEADER =
      List.of("DETECTION", "UNDER", "FALSE PER HOUR", "DEATHS", "MEDIAN", "P99");

  public double falsePerHour() {
    return falseFailovers * 3600.0 / time.toSeconds();
  }

  /// The recovery that so many of a hundred do not exceed, in milliseconds; 0 without any.
  public long percentile(int percent) {
    int rank = (recoveries.size() * percent + 99) / 100;
    return recoveries.isEmpty() ? 0 : recoveries.get(Math.max(1, rank) - 1);
  }

  /// As it is shown.
  public List<String> row() {
    return List.of(
        detection.toMillis() + " ms",
        condition.word(),
        String.format(Locale.ROOT, "%.0f", falsePerHour()),
        Integer.toString(recoveries.size()),
        percentile(50) + " ms",
        percentile(99) + " ms");
  }
}
