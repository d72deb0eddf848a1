package chorus.bench.report;

import chorus.bench.load.Measurement;
import java.util.Locale;
import java.util.stream.Collectors;

/// One system under one scenario, once.
///
/// @param cpuMicrosPerOperation processor time of all its processes; it says more than throughput
///   on a machine that others use too
/// @param loadAverage of the minute before it began
/// @param fsyncMicros what a sync cost just before
public record Run(
    String scenario,
    String system,
    int repetition,
    Measurement measurement,
    double cpuMicrosPerOperation,
    double loadAverage,
    double fsyncMicros) {

  /// One line of JSON.
  public String json() {
    String errors =
        measurement.errors().entrySet().stream()
            .map(each -> "\"%s\":%d".formatted(each.getKey(), each.getValue()))
            .collect(Collectors.joining(","));
    return String.format(
        Locale.ROOT,
        "{\"scenario\":\"%s\",\"system\":\"%s\",\"repetition\":%d,\"operations\":%d,\"seconds\":%.3f,"
            + "\"opsPerSecond\":%.0f,\"p50Millis\":%.3f,\"p99Millis\":%.3f,\"p999Millis\":%.3f,"
            + "\"errors\":{%s},\"cpuMicrosPerOperation\":%.1f,\"loadAverage\":%.2f,\"fsyncMicros\":%.0f}",
        scenario,
        system,
        repetition,
        measurement.operations(),
        measurement.elapsed().toNanos() / 1e9,
        measurement.operationsPerSecond(),
        measurement.p50Millis(),
        measurement.p99Millis(),
        measurement.p999Millis(),
        errors,
        cpuMicrosPerOperation,
        loadAverage,
        fsyncMicros);
  }
}
