package chorus.command.zset;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.PopWords;
import chorus.command.Scored;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import java.util.List;

/// `ZMPOP numkeys key … MIN | MAX [COUNT count]`: removes the first members, or the last, of the
/// first key that is there, and answers the key and them.
final class Zmpop implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    PopWords words = PopWords.of(args);
    Direction from = from(args, words.whereAt());
    long count = words.count();
    Edit edit = Edit.over(view, moment);
    for (Bytes key : words.keys()) {
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
