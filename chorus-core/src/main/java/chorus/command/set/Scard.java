package chorus.command.set;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;
import chorus.value.Meta;

/// SCARD key: the number of members.
final class Scard implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Meta.OfCollection set = Sets.at(Keyspace.over(view), args.bytes(1));
    return new Outcome.Answer(Reply.integer(set == null ? 0 : set.count()));
  }
}
