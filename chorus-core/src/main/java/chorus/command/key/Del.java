package chorus.command.key;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// DEL key … and UNLINK: how many were there. Either frees the elements in the background.
final class Del implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    int deleted = 0;
    for (Bytes key : args.from(1)) {
      deleted += edit.delete(key) ? 1 : 0;
    }
    return edit.done(Reply.integer(deleted));
  }
}
