package chorus.command.list;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;

/// LTRIM key start stop: removes all elements that LRANGE would not answer.
final class Ltrim implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long start = args.longAt(2);
    long stop = args.longAt(3);
    Edit edit = Edit.over(view, moment);
    Bytes key = args.bytes(1);
    Meta.OfCollection list = Lists.at(edit.keys(), key);
    if (list != null) {
      Span kept = Span.of(list, start, stop);
      if (kept.length() == 0) {
        edit.delete(key);
      } else if (kept.length() < list.count()) {
        edit.list(key).keep(kept.from(), kept.to());
      }
    }
    return edit.done(Reply.OK);
  }
}
