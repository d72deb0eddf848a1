package chorus.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Tables of medians as Markdown: what is measured down, what it is compared over across, and the
/// range of all runs behind each median.
public final class Grid {
  /// What the last columns compare.
  public enum Ratios {
    /// The first column by each of the others: what the first system does beside them.
    FIRST_BY_EACH,
    /// The last column by the first: what growth costs.
    LAST_BY_FIRST
  }

  private static final String NOTHING = "–";

  private Grid() {}

  /// A table for each of [Sample#table], in the order in which they come.
  public static String of(List<Sample> samples, Ratios ratios) {
    StringBuilder text = new StringBuilder();
    samples.stream()
        .collect(Collectors.groupingBy(Sample::table, LinkedHashMap::new, Collectors.toList()))
        .forEach((title, all) -> text.append(table(title, all, ratios)));
    return text.toString();
  }

  private static String table(String title, List<Sample> samples, Ratios ratios) {
    List<String> columns = samples.stream().map(Sample::column).distinct().toList();
    StringBuilder text = new StringBuilder("%n### %s%n%n| |".formatted(title));
    columns.forEach(column -> text.append(" %s |".formatted(column)));
    pairs(columns, ratios)
        .forEach((over, under) -> text.append(" %s |".formatted(heading(over, under, ratios))));
    text.append("%n|---|".formatted());
    text.append("---|".repeat(columns.size() + pairs(columns, ratios).size()));
    text.append("%n".formatted());
    samples.stream()
        .collect(Collectors.groupingBy(Sample::row, LinkedHashMap::new, Collectors.toList()))
        .forEach((row, all) -> text.append(line(row, all, columns, ratios)));
    return text.toString();
  }

  private static String heading(String divisor, String dividend, Ratios ratios) {
    return switch (ratios) {
      case FIRST_BY_EACH -> "first ÷ " + divisor;
      case LAST_BY_FIRST -> "%s ÷ %s".formatted(dividend, divisor);
    };
  }

  /// Which columns are divided: the dividend by divisor.
  private static Map<String, String> pairs(List<String> columns, Ratios ratios) {
    Map<String, String> pairs = new LinkedHashMap<>();
    switch (ratios) {
      case FIRST_BY_EACH ->
          columns.stream().skip(1).forEach(by -> pairs.put(by, columns.getFirst()));
      case LAST_BY_FIRST -> {
        if (columns.size() > 1) {
          pairs.put(columns.getFirst(), columns.getLast());
        }
      }
    }
    return pairs;
  }

  private static String line(
      String row, List<Sample> samples, List<String> columns, Ratios ratios) {
    Map<String, List<Sample>> cells =
        samples.stream().collect(Collectors.groupingBy(Sample::column));
    StringBuilder text = new StringBuilder("| %s |".formatted(row));
    columns.forEach(column -> text.append(" %s |".formatted(cell(of(cells, column)))));
    pairs(columns, ratios)
        .forEach((divisor, dividend) ->
            text.append(" %s |".formatted(ratio(of(cells, dividend), of(cells, divisor)))));
    return text.append("%n".formatted()).toString();
  }

  private static List<Sample> of(Map<String, List<Sample>> cells, String column) {
    return cells.getOrDefault(column, List.of());
  }

  private static String cell(List<Sample> runs) {
    if (runs.isEmpty()) {
      return NOTHING;
    }
    String median = number(Medians.of(runs, Sample::value));
    if (runs.size() == 1) {
      return median;
    }
    double least = runs.stream().mapToDouble(Sample::value).min().orElseThrow();
    double most = runs.stream().mapToDouble(Sample::value).max().orElseThrow();
    return "%s (%s–%s)".formatted(median, number(least), number(most));
  }

  private static String ratio(List<Sample> dividend, List<Sample> divisor) {
    if (dividend.isEmpty() || divisor.isEmpty()) {
      return NOTHING;
    }
    double by = Medians.of(divisor, Sample::value);
    return by == 0
        ? NOTHING
        : String.format(Locale.ROOT, "%.2f", Medians.of(dividend, Sample::value) / by);
  }

  /// As many digits as say something.
  private static String number(double value) {
    double size = Math.abs(value);
    return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
  }
}
