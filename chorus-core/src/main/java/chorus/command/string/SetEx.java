package chorus.command.string;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.ExpiryOption;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// SETEX and PSETEX key time value.
record SetEx(ExpiryOption.Unit unit) implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long millis = ExpiryOption.millis(args, 2, unit, moment);
    Edit edit = Edit.over(view, moment);
    edit.setString(args.bytes(1), args.bytes(3), millis);
    return edit.done(Reply.OK);
  }
}
