package chorus.command.list;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;

/// LINDEX key index: the element there, or null; below zero it is counted from the end.
final class Lindex implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection list = Lists.at(keys, args.bytes(1));
    if (list == null) {
      return new Outcome.Answer(Reply.NULL);
    }
    Bytes value = keys.valueAt(list, Lists.index(list, args.longAt(2)));
    return new Outcome.Answer(value == null ? Reply.NULL : Reply.bulk(value));
  }
}
