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

/// `LINSERT key BEFORE|AFTER pivot element`: how many elements there are then; -1 without the
/// pivot, 0 without the list. The first pivot counts.
final class Linsert implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    boolean after = args.is(2, "after");
    if (!after && !args.is(2, "before")) {
      throw CommandError.syntax();
    }
    Edit edit = Edit.over(view, moment);
    Meta.OfCollection list = Lists.at(edit.keys(), args.bytes(1));
    if (list == null) {
      return edit.done(Reply.ZERO);
    }
    Walk walk = new Walk(edit.keys(), list, End.LEFT);
    while (walk.next()) {
      if (walk.value().equals(args.bytes(3))) {
        edit.list(args.bytes(1)).insert(walk.index() + (after ? 1 : 0), args.bytes(4));
        return edit.done(Reply.integer(list.count() + 1));
      }
    }
    return edit.done(Reply.MINUS_ONE);
  }
}
