package chorus.bench.failover;

import chorus.bench.failover.Journal.Write;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What clients saw of one lost leader.
///
/// @param goneMillis from the kill until the process served nobody
/// @param recoveredMillis from the kill until the first acknowledgement of a write that was sent
///   when the leader was gone
/// @param acknowledged writes, of which `lost` were not there afterwards
/// @param underway errors of writes that were sent before the leader was gone, by kind
/// @param later errors of writes that were sent after that
/// @param longestMillis the longest time that a write on an open connection waited for its answer,
///   whatever that was
/// @param loadAverage of the minute before the cluster was started
/// @param fsyncMicros what a sync cost just before
public record Failover(
    String system,
    int repetition,
    double goneMillis,
    double recoveredMillis,
    long acknowledged,
    long lost,
    Map<String, Long> underway,
    Map<String, Long> later,
    double longestMillis,
    double loadAverage,
    double fsyncMicros) {
  public Failover {
    underway = new TreeMap<>(underway);
    later = new TreeMap<>(later);
  }

  static Failover of(
      String system,
      int repetition,
      Journal journal,
      long killedNanos,
      long lost,
      double loadAverage,
      double fsyncMicros) {
    List<Write> writes = journal.writes();
    Predicate<Write> before = write -> write.sentNanos() - journal.goneNanos() <= 0;
    return new Failover(
        system,
        repetition,
        (journal.goneNanos() - killedNanos) / 1e6,
        (journal.recoveredNanos() - killedNanos) / 1e6,
        writes.stream().filter(Write::acknowledged).count(),
        lost,
        errors(writes, before),
        errors(writes, before.negate()),
        writes.stream()
                .filter(write -> !"no connection".equals(write.error()))
                .mapToLong(write -> write.answeredNanos() - write.sentNanos())
                .max()
                .orElse(0)
            / 1e6,
        loadAverage,
        fsyncMicros);
  }

  private static Map<String, Long> errors(List<Write> writes, Predicate<Write> which) {
    Map<String, Long> errors = new TreeMap<>();
    for (Write write : writes) {
      String error = write.error();
      if (error != null && which.test(write)) {
        errors.merge(error, 1L, Long::sum);
      }
    }
    return errors;
  }

  /// One line of JSON.
  public String json() {
    return String.format(
        Locale.ROOT,
        "{\"system\":\"%s\",\"repetition\":%d,\"goneMillis\":%.1f,\"recoveredMillis\":%.1f,"
            + "\"acknowledged\":%d,\"lost\":%d,\"errorsUnderway\":{%s},\"errorsLater\":{%s},"
            + "\"longestMillis\":%.1f,\"loadAverage\":%.2f,\"fsyncMicros\":%.0f}",
        system,
        repetition,
        goneMillis,
        recoveredMillis,
        acknowledged,
        lost,
        json(underway),
        json(later),
        longestMillis,
        loadAverage,
        fsyncMicros);
  }

  private static String json(Map<String, Long> errors) {
    return errors.entrySet().stream()
        .map(each -> "\"%s\":%d".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining(","));
  }
}
