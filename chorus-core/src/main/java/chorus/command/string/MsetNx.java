package chorus.command.string;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// MSETNX key value …: sets all if none is there.
final class MsetNx implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Mset.checkPairs(args, "msetnx");
    Edit edit = Edit.over(view, moment);
    for (int i = 1; i < args.size(); i += 2) {
      if (edit.keys().exists(args.bytes(i))) {
        return edit.done(Reply.ZERO);
      }
    }
    Mset.setAll(edit, args);
    return edit.done(Reply.ONE);
  }
}
