package chorus.command.zset;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.Scored;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import java.util.List;

/// `ZMPOP numkeys key … MIN | MAX [COUNT count]`: removes the first members, or the last, of the
/// first key that is there, and answers the key and them.
final class Zmpop implements DataCommand {
  private static final int FIRST_KEY = 2;

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long keys =
        args.longBetween(
            1, 1, Long.MAX_VALUE, () -> CommandError.err("numkeys should be greater than 0"));
    if (keys >= args.size() - FIRST_KEY) {
      throw CommandError.syntax();
    }
    int where = FIRST_KEY + (int) keys;
    Direction from = from(args, where);
    long count = count(args, where + 1);
    Edit edit = Edit.over(view, moment);
    for (Bytes key : args.words().subList(FIRST_KEY, where)) {
      Meta.OfCollection zset = Zsets.at(edit.keys(), key);
      if (zset != null) {
        List<Scored> popped = Zpop.pop(edit, key, zset, count, from);
        return edit.done(reply(key, popped));
      }
    }
    return edit.done(Reply.NULL_ARRAY);
  }

  private static Direction from(Args args, int where) {
    if (args.is(where, "min")) {
      return Direction.FORWARD;
    }
    if (args.is(where, "max")) {
      return Direction.REVERSE;
    }
    throw CommandError.syntax();
  }

  private static long count(Args args, int first) {
    if (first == args.size()) {
      return 1;
    }
    if (!args.is(first, "count") || first + 1 == args.size()) {
      throw CommandError.syntax();
    }
    long count =
        args.longBetween(
            first + 1, 1, Long.MAX_VALUE, () -> CommandError.err("count should be greater than 0"));
    if (first + 2 < args.size()) {
      throw CommandError.syntax();
    }
    return count;
  }

  /// Pairs are lists of their own here, in either version of the protocol.
  private static Reply reply(Bytes key, List<Scored> popped) {
    return Reply.array(
        Reply.bulk(key),
        Reply.array(
            popped.stream()
                .map(each ->
                    Reply.array(Reply.bulk(each.member()), new Reply.DoubleReply(each.score())))
                .toList()));
  }
}
