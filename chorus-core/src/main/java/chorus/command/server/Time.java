package chorus.command.server;

import chorus.command.Args;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.resp.Reply;

/// TIME: seconds and microseconds of this node's clock.
final class Time implements SessionCommand {
  private static final long MICROS = 1_000_000;

  @Override
  public Reply run(SessionContext context, Args args) {
    long micros = context.wallMicros();
    return Reply.array(
        Reply.bulk(Long.toString(micros / MICROS)), Reply.bulk(Long.toString(micros % MICROS)));
  }
}
