package chorus.command.server;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// `WAITAOF here replicas milliseconds`: whether the leader, and how many other replicas, have
/// everything that was written so far, fsynced, once that is as wanted or the time is up.
final class WaitForDisks implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long here =
        args.longBetween(1, 0, 1, () -> CommandError.err("value is out of range, must be 0 or 1"));
    long replicas = args.longBetween(2, 0, Integer.MAX_VALUE, CommandError::notPositive);
    return new Outcome.Copies(
        (int) here,
        (int) replicas,
        WaitForCopies.time(args, 3),
        held -> Reply.array(Reply.integer(held.here()), Reply.integer(held.replicas())));
  }
}
