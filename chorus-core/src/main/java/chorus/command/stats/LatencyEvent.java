package chorus.command.stats;

import java.util.ArrayList;
import java.util.List;

/// What took long of one kind: the last samples, at most one a second, and the longest ever.
public record LatencyEvent(List<Sample> samples, long longestMillis) {
  private static final int SAMPLES = 160;

  /// The longest within one second.
  public record Sample(long unixSeconds, long millis) {}

  public LatencyEvent {
    samples = List.copyOf(samples);
  }

  static LatencyEvent none() {
    return new LatencyEvent(List.of(), 0);
  }

  LatencyEvent with(long unixSeconds, long millis) {
    List<Sample> after = new ArrayList<>(samples);
    long longest = millis;
    if (!after.isEmpty() && after.getLast().unixSeconds() == unixSeconds) {
      longest = Math.max(millis, after.removeLast().millis());
    }
    after.add(new Sample(unixSeconds, longest));
    return new LatencyEvent(
        after.subList(Math.max(0, after.size() - SAMPLES), after.size()),
        Math.max(longestMillis, millis));
  }
}
