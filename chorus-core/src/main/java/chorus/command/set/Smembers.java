package chorus.command.set;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;

/// SMEMBERS key: all members.
final class Smembers implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    return new Outcome.Answer(Sets.reply(Sets.members(keys, Sets.at(keys, args.bytes(1)))));
  }
}
