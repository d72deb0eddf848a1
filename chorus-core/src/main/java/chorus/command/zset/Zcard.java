package chorus.command.zset;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;
import chorus.value.Meta;

/// ZCARD key: the number of members.
final class Zcard implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Meta.OfCollection zset = Zsets.at(Keyspace.over(view), args.bytes(1));
    return new Outcome.Answer(zset == null ? Reply.ZERO : Reply.integer(zset.count()));
  }
}
