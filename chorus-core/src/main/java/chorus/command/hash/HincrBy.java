package chorus.command.hash;

import chorus.command.Args;
import chorus.command.CollectionEdit;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.command.Words;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// HINCRBY key field increment; an absent field is 0.
final class HincrBy implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long amount = args.longAt(3);
    Edit edit = Edit.over(view, moment);
    CollectionEdit hash = Hashes.edit(edit, args);
    Bytes old = hash.get(args.bytes(2));
    if (old != null && !Words.isLong(old)) {
      throw CommandError.err("hash value is not an integer");
    }
    long before = old == null ? 0 : Words.toLong(old);
    long after = before + amount;
    if (((before ^ after) & (amount ^ after)) < 0) {
      throw CommandError.err("increment or decrement would overflow");
    }
    hash.put(args.bytes(2), Bytes.utf8(Long.toString(after)));
    return edit.done(Reply.integer(after));
  }
}
