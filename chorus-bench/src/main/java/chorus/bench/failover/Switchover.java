package chorus.bench.failover;

import java.util.Locale;

/// What clients saw of one planned change of leader.
///
/// @param moveMillis from the question until the answer that the new leader serves
/// @param pauseMillis the longest that a write waited for its answer which was under way meanwhile
/// @param errors that writes met meanwhile
public record Switchover(int number, double moveMillis, double pauseMillis, long errors) {
  /// One line of JSON.
  public String json() {
    return String.format(
        Locale.ROOT,
        "{\"number\":%d,\"moveMillis\":%.1f,\"pauseMillis\":%.1f,\"errors\":%d}",
        number,
        moveMillis,
        pauseMillis,
        errors);
  }
}
