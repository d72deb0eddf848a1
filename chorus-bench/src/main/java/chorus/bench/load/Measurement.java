package chorus.bench.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// What one run of a workload showed. Only operations that succeeded count as operations.
///
/// @param errors how many operations failed, by the first word of the error
public record Measurement(
    long operations,
    Duration elapsed,
    double p50Millis,
    double p99Millis,
    double p999Millis,
    double longestMillis,
    Map<String, Long> errors) {
  public Measurement {
    errors = new TreeMap<>(errors);
  }

  public double operationsPerSecond() {
    return operations / (elapsed.toNanos() / 1e9);
  }
}
