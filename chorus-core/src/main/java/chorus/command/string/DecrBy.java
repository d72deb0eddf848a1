package chorus.command.string;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;

/// DECRBY key decrement. The lowest number has no opposite, so it is refused.
final class DecrBy implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long amount = args.longAt(2);
    if (amount == Long.MIN_VALUE) {
      throw CommandError.err("decrement would overflow");
    }
    return Increment.by(-amount, view, args.bytes(1), moment);
  }
}
