package chorus.command.list;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import java.util.List;

/// `LMPOP numkeys key … LEFT|RIGHT [COUNT count]`: removes elements from the first of the lists
/// that is there, and answers its key and what it removed.
final class Lmpop implements DataCommand {
  private static final int FIRST_KEY = 2;

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long keys = positive(args, 1, "numkeys");
    if (keys >= args.size() - FIRST_KEY) {
      throw CommandError.syntax();
    }
    int endAt = FIRST_KEY + (int) keys;
    End end = End.at(args, endAt);
    long count = count(args, endAt + 1);
    Edit edit = Edit.over(view, moment);
    for (Bytes key : args.words().subList(FIRST_KEY, endAt)) {
      Meta.OfCollection list = Lists.at(edit.keys(), key);
      if (list != null) {
        List<Bytes> popped = Lists.pop(edit, key, list, end, count);
        return edit.done(Reply.array(Reply.bulk(key), Lists.reply(popped)));
      }
    }
    return edit.done(Reply.NULL_ARRAY);
  }

  private static long count(Args args, int at) {
    if (at == args.size()) {
      return 1;
    }
    if (!args.is(at, "count") || at + 1 == args.size()) {
      throw CommandError.syntax();
    }
    long count = positive(args, at + 1, "count");
    if (at + 2 != args.size()) {
      throw CommandError.syntax();
    }
    return count;
  }

  private static long positive(Args args, int at, String what) {
    return args.longBetween(
        at, 1, Long.MAX_VALUE, () -> CommandError.err(what + " should be greater than 0"));
  }
}
