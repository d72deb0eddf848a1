package chorus.command.zset;

import chorus.command.Args;
import chorus.command.CollectionEdit;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// ZREM key member …: how many were there. The key goes with its last member.
final class Zrem implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    CollectionEdit zset = Zsets.edit(edit, args.bytes(1));
    int removed = 0;
    for (Bytes member : args.from(2)) {
      removed += zset.remove(member) ? 1 : 0;
    }
    return edit.done(Reply.integer(removed));
  }
}
