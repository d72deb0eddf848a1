package chorus.command.server;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.command.stats.LatencyEvent;
import chorus.command.stats.LatencyEvent.Sample;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.List;

/// LATENCY GRAPH event: a line for each sample, the latest last.
final class LatencyGraph implements SessionCommand {
  private static final int WIDTH = 60;
  private static final long MICROS_PER_SECOND = 1_000_000;

  @Override
  public Reply run(SessionContext context, Args args) {
    String kind = args.string(2);
    LatencyEvent event = context.stats().latency().all().get(kind);
    if (event == null) {
      throw CommandError.err("No samples available for event '" + kind + "'");
    }
    List<Sample> samples = event.samples();
    long high = samples.stream().mapToLong(Sample::millis).max().orElse(1);
    long low = samples.stream().mapToLong(Sample::millis).min().orElse(0);
    long now = context.wallMicros() / MICROS_PER_SECOND;
    var text = new StringBuilder();
    text.append(
        "%s - high %d ms, low %d ms (all time high %d ms)%n"
            .formatted(kind, high, low, event.longestMillis()));
    for (Sample each : samples) {
      int bar = (int) Math.max(1, each.millis() * WIDTH / Math.max(1, high));
      text.append(
          "%8ds ago %s %d ms%n"
              .formatted(now - each.unixSeconds(), "#".repeat(bar), each.millis()));
    }
    return new Reply.Verbatim("txt", Bytes.utf8(text.toString()));
  }
}
