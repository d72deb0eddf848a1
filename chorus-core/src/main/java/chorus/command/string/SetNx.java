package chorus.command.string;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// SETNX key value: sets a key that is not there.
final class SetNx implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    if (edit.keys().exists(args.bytes(1))) {
      return edit.done(Reply.ZERO);
    }
    edit.setString(args.bytes(1), args.bytes(2));
    return edit.done(Reply.ONE);
  }
}
