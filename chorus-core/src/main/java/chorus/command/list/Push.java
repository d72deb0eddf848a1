package chorus.command.list;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.ListEdit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// LPUSH and RPUSH key element …: each in turn becomes the first, or the last; how many there are
/// then.
final class Push implements DataCommand {
  private final End end;

  Push(End end) {
    this.end = end;
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    ListEdit list = edit.list(args.bytes(1));
    for (Bytes value : args.from(2)) {
      end.push(list, value);
    }
    return edit.done(Reply.integer(list.size()));
  }
}
