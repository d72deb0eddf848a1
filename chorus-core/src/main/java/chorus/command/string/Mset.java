package chorus.command.string;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// MSET key value …: sets all, atomically.
final class Mset implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    checkPairs(args, "mset");
    Edit edit = Edit.over(view, moment);
    setAll(edit, args);
    return edit.done(Reply.OK);
  }

  static void checkPairs(Args args, String name) {
    if (args.size() % 2 == 0) {
      throw CommandError.arity(name);
    }
  }

  static void setAll(Edit edit, Args args) {
    for (int i = 1; i < args.size(); i += 2) {
      edit.setString(args.bytes(i), args.bytes(i + 1));
    }
  }
}
