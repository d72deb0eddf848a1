package chorus.command.server;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.command.stats.LatencyEvent;
import chorus.resp.Reply;

/// LATENCY HISTORY event: when it was, and how many milliseconds it took.
final class LatencyHistory implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    LatencyEvent event = context.stats().latency().all().get(args.string(2));
    return event == null
        ? Reply.EMPTY_ARRAY
        : Reply.array(
            event.samples().stream()
                .map(each ->
                    Reply.array(Reply.integer(each.unixSeconds()), Reply.integer(each.millis())))
                .toList());
  }
}
