package chorus.command.key;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// RENAME key newkey: moves what a key holds, whatever the new key held. Elements stay where they
/// are.
final class Rename implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    present(edit, args.bytes(1));
    if (!args.bytes(1).equals(args.bytes(2))) {
      edit.rename(args.bytes(1), args.bytes(2));
    }
    return edit.done(Reply.OK);
  }

  static void present(Edit edit, Bytes key) {
    if (!edit.keys().exists(key)) {
      throw CommandError.noSuchKey();
    }
  }
}
