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

/// SADD key member …: how many are new.
final class Sadd implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    CollectionEdit set = Sets.edit(edit, args.bytes(1));
    int added = 0;
    for (Bytes member : args.from(2)) {
      added += set.add(member) ? 1 : 0;
    }
    return edit.done(Reply.integer(added));
  }
}
