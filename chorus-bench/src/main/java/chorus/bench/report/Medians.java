package chorus.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The middle of several runs.
public final class Medians {
  private Medians() {}

  /// The median of `part` over `runs`: the mean of the middle two for an even number of them.
  public static <T> double of(List<T> runs, ToDoubleFunction<T> part) {
    double[] values = runs.stream().mapToDouble(part).sorted().toArray();
    if (values.length == 0) {
      throw new IllegalArgumentException("no runs to take the median of");
    }
    int upper = values.length / 2;
    return values.length % 2 == 1 ? values[upper] : (values[upper - 1] + values[upper]) / 2;
  }

  /// The smallest that is not below 99 % of the runs: the largest, of fewer than a hundred.
  public static <T> double p99(List<T> runs, ToDoubleFunction<T> part) {
    double[] values = runs.stream().mapToDouble(part).sorted().toArray();
    return values[Math.ceilDiv(values.length * 99, 100) - 1];
  }

  /// The smallest and the largest, as `a–b` with `format` for each.
  public static <T> String range(List<T> runs, ToDoubleFunction<T> part, String format) {
    double[] values = runs.stream().mapToDouble(part).sorted().toArray();
    return format.formatted(Arrays.stream(values).min().orElse(0))
        + "–"
        + format.formatted(Arrays.stream(values).max().orElse(0));
  }
}
