package chorus.command.server;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.command.stats.LatencyEvent;
import chorus.command.stats.LatencyEvents;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.SortedMap;

/// LATENCY DOCTOR: what was noted, and what to look at next.
final class LatencyDoctor implements SessionCommand {
  private static final String OFF =
      """
      Nothing is noted, since latency-monitor-threshold is 0. To have what takes 100 ms or more \
      noted: CONFIG SET latency-monitor-threshold 100
      """;
  private static final String NOTHING =
      "Nothing on this node took as long as latency-monitor-threshold.\n";

  @Override
  public Reply run(SessionContext context, Args args) {
    SortedMap<String, LatencyEvent> events = context.stats().latency().all();
    return new Reply.Verbatim("txt", Bytes.utf8(text(context, events)));
  }

  private static String text(SessionContext context, SortedMap<String, LatencyEvent> events) {
    if (context.settings().watched().latencyMillis() == 0 && events.isEmpty()) {
      return OFF;
    }
    if (events.isEmpty()) {
      return NOTHING;
    }
    var text = new StringBuilder();
    events.forEach((kind, event) -> text.append(line(kind, event)));
    return text.toString();
  }

  private static String line(String kind, LatencyEvent event) {
    LongSummaryStatistics millis =
        event.samples().stream().mapToLong(LatencyEvent.Sample::millis).summaryStatistics();
    return String.format(
        Locale.ROOT,
        "%s: %d times, %.0f ms on average, %d ms at most. %s%n",
        kind,
        millis.getCount(),
        millis.getAverage(),
        event.longestMillis(),
        advice(kind));
  }

  private static String advice(String kind) {
    return switch (kind) {
      case LatencyEvents.COMMAND, LatencyEvents.FAST_COMMAND ->
          "A command kept its database from everything else for so long: SLOWLOG GET tells which.";
      case LatencyEvents.REPLY ->
          "Clients of this node waited for so long. If no command took long, the wait was for a"
              + " leader, a disk or other nodes: CHORUS STATUS and the leader's log tell.";
      default -> "";
    };
  }
}
