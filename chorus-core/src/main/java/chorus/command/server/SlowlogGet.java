package chorus.command.server;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.SessionCommand;
import chorus.command.SessionContext;
import chorus.command.stats.SlowCommand;
import chorus.resp.Reply;
import java.util.List;

/// `SLOWLOG GET [count]`: the last slow commands of this node, the latest first.
final class SlowlogGet implements SessionCommand {
  private static final int USUAL = 10;

  @Override
  public Reply run(SessionContext context, Args args) {
    if (args.size() > 3) {
      throw UnknownSubcommand.of(args);
    }
    List<SlowCommand> all = context.stats().slow().all();
    long count =
        args.size() == 2 ? USUAL : args.longBetween(2, -1, Long.MAX_VALUE, SlowlogGet::tooFew);
    long most = count < 0 ? all.size() : count;
    return Reply.array(all.stream().limit(most).map(SlowlogGet::entry).toList());
  }

  private static CommandError tooFew() {
    return CommandError.err("count should be greater than or equal to -1");
  }

  private static Reply entry(SlowCommand slow) {
    return Reply.array(
        Reply.integer(slow.id()),
        Reply.integer(slow.unixSeconds()),
        Reply.integer(slow.micros()),
        Reply.array(slow.words().stream().map(Reply::bulk).toList()),
        Reply.bulk(slow.client()),
        Reply.bulk(slow.name()));
  }
}
