package chorus.command.server;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.command.stats.LatencyEvents;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.List;

/// `LATENCY RESET [event …]`: forgets these kinds, or all; of how many there was anything.
final class LatencyReset implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    LatencyEvents latency = context.stats().latency();
    List<String> kinds =
        args.size() == 2
            ? List.copyOf(latency.all().keySet())
            : args.from(2).stream().map(Bytes::utf8).distinct().toList();
    return Reply.integer(kinds.stream().filter(latency::forget).count());
  }
}
