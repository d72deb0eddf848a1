package chorus.bench.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// Adds up outcomes while it is open.
final class Tally {
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final Histogram latencies = new Histogram(1000, LONGEST_NANOS, 3);
  private final Map<String, Long> errors = new TreeMap<>();

  void succeeded(long nanos) {
    latencies.recordValue(Math.min(nanos, LONGEST_NANOS));
  }

  void failed(String prefix) {
    errors.merge(prefix, 1L, Long::sum);
  }

  void reset() {
    latencies.reset();
    errors.clear();
  }

  Measurement over(long nanos) {
    return new Measurement(
        latencies.getTotalCount(),
        Duration.ofNanos(nanos),
        millis(50),
        millis(99),
        millis(99.9),
        latencies.getMaxValue() / 1e6,
        errors);
  }

  private double millis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e6;
  }
}
