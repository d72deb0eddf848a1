package chorus.command.list;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;
import chorus.value.Meta;

/// LSET key index element: replaces the element there; below zero the index is counted from the
/// end.
final class Lset implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    Meta.OfCollection list = Lists.at(edit.keys(), args.bytes(1));
    if (list == null) {
      throw CommandError.noSuchKey();
    }
    long index = Lists.index(list, args.longAt(2));
    if (index < 0 || index >= list.count()) {
      throw CommandError.err("index out of range");
    }
    edit.list(args.bytes(1)).set(index, args.bytes(3));
    return edit.done(Reply.OK);
  }
}
