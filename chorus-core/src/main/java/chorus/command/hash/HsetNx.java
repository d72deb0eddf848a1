package chorus.command.hash;

import chorus.command.Args;
import chorus.command.CollectionEdit;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;

/// HSETNX key field value: sets a field that is not there.
final class HsetNx implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    CollectionEdit hash = Hashes.edit(edit, args);
    if (hash.get(args.bytes(2)) != null) {
      return edit.done(Reply.ZERO);
    }
    hash.put(args.bytes(2), args.bytes(3));
    return edit.done(Reply.ONE);
  }
}
