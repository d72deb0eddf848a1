package chorus.command.string;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;

/// INCRBY key increment.
final class IncrBy implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    return Increment.by(args.longAt(2), view, args.bytes(1), moment);
  }
}
