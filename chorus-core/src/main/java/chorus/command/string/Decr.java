package chorus.command.string;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;

/// DECR key: subtracts one.
final class Decr implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    return Increment.by(-1, view, args.bytes(1), moment);
  }
}
