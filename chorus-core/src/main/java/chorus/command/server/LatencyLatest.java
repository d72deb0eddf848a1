package chorus.command.server;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.command.stats.LatencyEvent;
import chorus.resp.Reply;

/// LATENCY LATEST: of each kind of event the last time, how long it took then, and the longest.
final class LatencyLatest implements SessionCommand {
  @Override
  public Reply run(SessionContext context, Args args) {
    return Reply.array(
        context.stats().latency().all().entrySet().stream()
            .map(each -> latest(each.getKey(), each.getValue()))
            .toList());
  }

  private static Reply latest(String kind, LatencyEvent event) {
    LatencyEvent.Sample last = event.samples().getLast();
    return Reply.array(
        Reply.bulk(kind),
        Reply.integer(last.unixSeconds()),
        Reply.integer(last.millis()),
        Reply.integer(event.longestMillis()));
  }
}
