package chorus.command.server;

import chorus.command.Args;
import chorus.command.CommandSpec;
import chorus.command.CommandTable;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.command.stats.NodeStats;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// `LATENCY HISTOGRAM [command …]`: how long these commands took, or all that were called: their
/// number, and how many of them took at most so many microseconds.
final class LatencyHistogram implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    CommandTable table = context.commands();
    Stream<CommandSpec> wanted =
        args.size() == 2
            ? table.all().stream()
            : args.from(2).stream().flatMap(name -> table.named(name.utf8()).stream());
    List<Reply.Entry> found =
        wanted
            .flatMap(spec -> Stream.concat(Stream.of(spec), spec.subcommands().stream()))
            .distinct()
            .flatMap(spec ->
                context.stats().histogram(spec).stream()
                    .map(each -> Reply.entry(spec.name(), told(each))))
            .toList();
    return new Reply.MapReply(found);
  }

  private static Reply told(NodeStats.Histogram histogram) {
    List<Reply.Entry> counts = new ArrayList<>();
    histogram
        .withinMicros()
        .forEach((micros, calls) ->
            counts.add(new Reply.Entry(Reply.integer(micros), Reply.integer(calls))));
    return Reply.map(
        Reply.entry("calls", Reply.integer(histogram.calls())),
        Reply.entry("histogram_usec", new Reply.MapReply(counts)));
  }
}
