package chorus.command.string;

import chorus.command.CommandError;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.command.Words;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// Adds to the whole number that a string is; an absent key is 0.
final class Increment {
  private Increment() {}

  static Outcome by(long amount, View view, Bytes key, Moment moment) {
    Edit edit = Edit.over(view, moment);
    Bytes old = edit.keys().string(key);
    if (old != null && !Words.isLong(old)) {
      throw CommandError.notAnInteger();
    }
    long before = old == null ? 0 : Words.toLong(old);
    long after = before + amount;
    if (((before ^ after) & (amount ^ after)) < 0) {
      throw CommandError.err("increment or decrement would overflow");
    }
    edit.updateString(key, Bytes.utf8(Long.toString(after)));
    return edit.done(Reply.integer(after));
  }
}
