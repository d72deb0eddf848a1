package chorus.command.server;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;
import java.time.Duration;

/// `WAIT replicas milliseconds`: how many other replicas have everything that was written so far,
/// fsynced, once so many have or the time is up. Zero milliseconds: for ever.
final class WaitForCopies implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long replicas = args.longBetween(1, 0, Integer.MAX_VALUE, CommandError::notAnInteger);
    return new Outcome.Copies(
        0, (int) replicas, time(args, 2), held -> Reply.integer(held.replicas()));
  }

  /// The time that word `index` says.
  static Duration time(Args args, int index) {
    long millis =
        args.longAt(index, () -> CommandError.err("timeout is not an integer or out of range"));
    if (millis < 0) {
      throw CommandError.err("timeout is negative");
    }
    return Outcome.patience(millis);
  }
}
