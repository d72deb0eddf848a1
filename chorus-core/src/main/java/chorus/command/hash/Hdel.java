package chorus.command.hash;

import chorus.command.Args;
import chorus.command.CollectionEdit;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// HDEL key field …: how many were there. The key goes with its last field.
final class Hdel implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    CollectionEdit hash = Hashes.edit(edit, args);
    int removed = 0;
    for (Bytes field : args.from(2)) {
      removed += hash.remove(field) ? 1 : 0;
    }
    return edit.done(Reply.integer(removed));
  }
}
