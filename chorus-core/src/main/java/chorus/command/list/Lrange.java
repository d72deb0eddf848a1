package chorus.command.list;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;
import chorus.value.Meta;

/// LRANGE key start stop: the elements from one index to another; below zero they are counted from
/// the end.
final class Lrange implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long start = args.longAt(2);
    long stop = args.longAt(3);
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection list = Lists.at(keys, args.bytes(1));
    if (list == null) {
      return new Outcome.Answer(Reply.EMPTY_ARRAY);
    }
    Span span = Span.of(list, start, stop);
    return new Outcome.Answer(Lists.reply(keys.values(list, span.from(), span.to())));
  }
}
