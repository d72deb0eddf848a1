package chorus.command.key;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// RENAMENX key newkey: moves what a key holds to one that is not there; 1 if it did.
final class RenameNx implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    Rename.present(edit, args.bytes(1));
    if (edit.keys().exists(args.bytes(2))) {
      return edit.done(Reply.ZERO);
    }
    edit.rename(args.bytes(1), args.bytes(2));
    return edit.done(Reply.ONE);
  }
}
