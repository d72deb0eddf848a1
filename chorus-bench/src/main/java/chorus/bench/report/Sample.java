package chorus.bench.report;

import java.util.Locale;

/// One measured value.
///
/// @param table what it is measured under, with the unit
/// @param row what is measured
/// @param column what it is compared over: a system, a size
/// @param repetition which run it is from, from 1
public record Sample(String table, String row, String column, int repetition, double value) {

  /// One line of JSON.
  public String json() {
    return String.format(
        Locale.ROOT,
        "{\"table\":\"%s\",\"row\":\"%s\",\"column\":\"%s\",\"repetition\":%d,\"value\":%.4f}",
        table,
        row,
        column,
        repetition,
        value);
  }
}
