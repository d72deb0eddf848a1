package chorus.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Medians of all runs as Markdown, with what each system does in relation to the first.
public final class Summary {
  private Summary() {}

  public static String of(List<Run> runs, Map<String, String> descriptions) {
    StringBuilder text = new StringBuilder();
    descriptions.forEach((name, what) -> text.append("- `%s`: %s%n".formatted(name, what)));
    text.append(
        String.format(
            Locale.ROOT,
            "%n4 KiB append and sync: median %.0f µs (%s). Load average before a run: %s. Processors: %d.%n",
            Medians.of(runs, Run::fsyncMicros),
            Medians.range(runs, Run::fsyncMicros, "%.0f"),
            Medians.range(runs, Run::loadAverage, "%.1f"),
            Runtime.getRuntime().availableProcessors()));
    Map<String, List<Run>> scenarios =
        runs.stream()
            .collect(Collectors.groupingBy(Run::scenario, LinkedHashMap::new, Collectors.toList()));
    scenarios.forEach((scenario, all) -> text.append(table(scenario, all)));
    return text.toString();
  }

  private static String table(String scenario, List<Run> runs) {
    StringBuilder text = new StringBuilder();
    text.append("%n### %s%n%n".formatted(scenario));
    text.append("| system | runs | ops/s | from–to | p50 ms | p99 ms | p99.9 ms | CPU µs/op |");
    text.append(" errors | first ÷ this: ops/s | p99 |%n".formatted());
    text.append("|---|---|---|---|---|---|---|---|---|---|---|%n".formatted());
    Map<String, List<Run>> systems =
        runs.stream()
            .collect(Collectors.groupingBy(Run::system, LinkedHashMap::new, Collectors.toList()));
    List<Run> first = systems.values().iterator().next();
    systems.forEach((system, of) -> text.append(row(system, of, first)));
    return text.toString();
  }

  private static String row(String system, List<Run> runs, List<Run> first) {
    double speed = speed(runs);
    double p99 = p99(runs);
    String errors =
        runs.stream()
            .flatMap(run -> run.measurement().errors().entrySet().stream())
            .map(error -> error.getKey() + " " + error.getValue())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.0f | %s | %.2f | %.2f | %.2f | %s | %s | %.2f | %.2f |%n",
        system,
        runs.size(),
        speed,
        Medians.range(runs, run -> run.measurement().operationsPerSecond(), "%.0f"),
        Medians.of(runs, run -> run.measurement().p50Millis()),
        p99,
        Medians.of(runs, run -> run.measurement().p999Millis()),
        cpu(runs),
        errors.isEmpty() ? "none" : errors,
        speed(first) / speed,
        p99(first) / p99);
  }

  private static String cpu(List<Run> runs) {
    double micros = Medians.of(runs, Run::cpuMicrosPerOperation);
    return micros == 0 ? "unknown" : String.format(Locale.ROOT, "%.0f", micros);
  }

  private static double speed(List<Run> runs) {
    return Medians.of(runs, run -> run.measurement().operationsPerSecond());
  }

  private static double p99(List<Run> runs) {
    return Medians.of(runs, run -> run.measurement().p99Millis());
  }
}
