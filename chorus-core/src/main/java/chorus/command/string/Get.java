package chorus.command.string;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;

/// GET key: the string, or null.
final class Get implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    return new Outcome.Answer(Strings.reply(Keyspace.over(view).string(args.bytes(1))));
  }
}
