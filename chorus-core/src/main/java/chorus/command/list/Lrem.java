package chorus.command.list;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;
import chorus.value.Meta;
import java.util.NavigableSet;
import java.util.TreeSet;

/// LREM key count element: removes the first elements that are equal, as many as `count` says,
/// below zero the last ones, and at 0 all; how many there were.
final class Lrem implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long count = args.longAt(2);
    Edit edit = Edit.over(view, moment);
    Meta.OfCollection list = Lists.at(edit.keys(), args.bytes(1));
    if (list == null) {
      return edit.done(Reply.ZERO);
    }
    long most = count == 0 || count == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(count);
    Walk walk = new Walk(edit.keys(), list, count < 0 ? End.RIGHT : End.LEFT);
    NavigableSet<Long> found = new TreeSet<>();
    while (found.size() < most && walk.next()) {
      if (walk.value().equals(args.bytes(3))) {
        found.add(walk.index());
      }
    }
    if (!found.isEmpty()) {
      edit.list(args.bytes(1)).removeAll(found);
    }
    return edit.done(Reply.integer(found.size()));
  }
}
