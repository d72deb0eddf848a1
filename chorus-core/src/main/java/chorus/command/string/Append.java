package chorus.command.string;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// APPEND key value: the new length.
final class Append implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Bytes key = args.bytes(1);
    Bytes tail = args.bytes(2);
    Edit edit = Edit.over(view, moment);
    Bytes old = edit.keys().string(key);
    if (old == null) {
      edit.setString(key, tail);
      return edit.done(Reply.integer(tail.length()));
    }
    Strings.checkLength((long) old.length() + tail.length());
    if (!tail.isEmpty()) {
      edit.updateString(key, old.concat(tail));
    }
    return edit.done(Reply.integer((long) old.length() + tail.length()));
  }
}
