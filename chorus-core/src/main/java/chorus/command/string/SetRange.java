package chorus.command.string;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// SETRANGE key offset value: overwrites from `offset` on, with zero bytes up to there if the
/// string is shorter.
final class SetRange implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long offset = args.longAt(2);
    if (offset < 0) {
      throw CommandError.err("offset is out of range");
    }
    Bytes patch = args.bytes(3);
    Edit edit = Edit.over(view, moment);
    Bytes found = edit.keys().string(args.bytes(1));
    Bytes old = found == null ? Bytes.EMPTY : found;
    if (patch.isEmpty()) {
      return edit.done(Reply.integer(old.length()));
    }
    Strings.checkLength(Math.max(offset, offset + patch.length()));
    Bytes changed = patched(old, (int) offset, patch);
    edit.updateString(args.bytes(1), changed);
    return edit.done(Reply.integer(changed.length()));
  }

  private static Bytes patched(Bytes old, int offset, Bytes patch) {
    byte[] content = new byte[Math.max(old.length(), offset + patch.length())];
    old.copyTo(content, 0);
    patch.copyTo(content, offset);
    return Bytes.wrap(content);
  }
}
