package chorus.command.list;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;
import chorus.value.Meta;

/// LLEN key: the number of elements.
final class Llen implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Meta.OfCollection list = Lists.at(Keyspace.over(view), args.bytes(1));
    return new Outcome.Answer(Reply.integer(list == null ? 0 : list.count()));
  }
}
