package chorus.command.hyperloglog;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// `PFMERGE destination [source …]`: adds to the destination all elements of the sources.
final class PfMerge implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    Sketch all = Sketches.union(edit.keys(), args.from(1));
    edit.updateString(args.bytes(1), all.encode());
    return edit.done(Reply.OK);
  }
}
