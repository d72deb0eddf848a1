package chorus.bench.failover;

import chorus.bench.report.Medians;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Medians and extremes of all runs as Markdown.
public final class FailoverSummary {
  private FailoverSummary() {}

  /// Ratios are to the first system.
  public static String of(List<Failover> runs, Map<String, String> descriptions) {
    StringBuilder text = new StringBuilder();
    descriptions.forEach((name, what) -> text.append("- `%s`: %s%n".formatted(name, what)));
    text.append(
        String.format(
            Locale.ROOT,
            "%n4 KiB append and sync: median %.0f µs (%s). Load average before a run: %s. Processors: %d.%n%n",
            Medians.of(runs, Failover::fsyncMicros),
            Medians.range(runs, Failover::fsyncMicros, "%.0f"),
            Medians.range(runs, Failover::loadAverage, "%.1f"),
            Runtime.getRuntime().availableProcessors()));
    text.append("| system | runs | writes again after s: median | p99 | from–to | first ÷ this |");
    text.append(" lost of acknowledged | longest answer s | errors of writes under way |");
    text.append(" errors of later writes |%n".formatted());
    text.append("|---|---|---|---|---|---|---|---|---|---|%n".formatted());
    Map<String, List<Failover>> systems =
        runs.stream()
            .collect(
                Collectors.groupingBy(Failover::system, LinkedHashMap::new, Collectors.toList()));
    double first = median(systems.values().iterator().next());
    systems.forEach((system, of) -> text.append(row(system, of, first)));
    return text.toString();
  }

  private static String row(String system, List<Failover> runs, double first) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.2f | %.2f | %s | %.2f | %d of %d | %.1f | %s | %s |%n",
        system,
        runs.size(),
        median(runs),
        Medians.p99(runs, FailoverSummary::seconds),
        Medians.range(runs, FailoverSummary::seconds, "%.2f"),
        first / median(runs),
        runs.stream().mapToLong(Failover::lost).sum(),
        runs.stream().mapToLong(Failover::acknowledged).sum(),
        runs.stream().mapToDouble(Failover::longestMillis).max().orElse(0) / 1e3,
        errors(runs, Failover::underway),
        errors(runs, Failover::later));
  }

  private static double seconds(Failover run) {
    return run.recoveredMillis() / 1e3;
  }

  private static double median(List<Failover> runs) {
    return Medians.of(runs, FailoverSummary::seconds);
  }

  private static String errors(List<Failover> runs, Function<Failover, Map<String, Long>> which) {
    Map<String, Long> all = new TreeMap<>();
    runs.forEach(run -> which.apply(run).forEach((kind, n) -> all.merge(kind, n, Long::sum)));
    return all.isEmpty()
        ? "none"
        : all.entrySet().stream()
            .map(each -> each.getKey() + " " + each.getValue())
            .collect(Collectors.joining(", "));
  }
}
