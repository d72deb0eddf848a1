package chorus.command.set;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;

/// SDIFF key …: what is in the first set and in no other.
final class Sdiff implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    return new Outcome.Answer(Sets.reply(Combinations.difference(keys, args.from(1))));
  }
}
