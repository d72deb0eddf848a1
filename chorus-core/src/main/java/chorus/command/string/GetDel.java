package chorus.command.string;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// GETDEL key: answers the string and deletes it.
final class GetDel implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    Reply old = Strings.reply(edit.keys().string(args.bytes(1)));
    edit.delete(args.bytes(1));
    return edit.done(old);
  }
}
