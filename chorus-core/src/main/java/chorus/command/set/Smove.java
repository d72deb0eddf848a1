package chorus.command.set;

import chorus.command.Args;
import chorus.command.CollectionEdit;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// SMOVE source destination member: 1 if the source had it. A set that moves a member to itself
/// stays as it is, and without a source the destination may be anything.
final class Smove implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    if (!edit.keys().exists(args.bytes(1))) {
      return edit.done(Reply.ZERO);
    }
    CollectionEdit source = Sets.edit(edit, args.bytes(1));
    CollectionEdit destination = Sets.edit(edit, args.bytes(2));
    Bytes member = args.bytes(3);
    if (source.get(member) == null) {
      return edit.done(Reply.ZERO);
    }
    if (source != destination) {
      source.remove(member);
      destination.add(member);
    }
    return edit.done(Reply.ONE);
  }
}
