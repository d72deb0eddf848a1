package chorus.command.zset;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.OrderedMembers;
import chorus.command.Outcome;
import chorus.command.Scored;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import java.util.List;

/// `ZPOPMIN` and `ZPOPMAX key [count]`: removes the first members, or the last, and answers them
/// with their scores.
final class Zpop implements DataCommand {
  private final Direction from;

  Zpop(Direction from) {
    this.from = from;
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    if (args.size() > 3) {
      throw CommandError.syntax();
    }
    boolean isCounted = args.size() == 3;
    long count = isCounted ? args.longBetween(2, 0, Long.MAX_VALUE, CommandError::notPositive) : 1;
    Edit edit = Edit.over(view, moment);
    Bytes key = args.bytes(1);
    Meta.OfCollection zset = Zsets.at(edit.keys(), key);
    if (zset == null || count == 0) {
      return edit.done(Reply.EMPTY_ARRAY);
    }
    List<Scored> popped = pop(edit, key, zset, count, from);
    return edit.done(isCounted ? Zsets.withScores(popped) : flat(popped.getFirst()));
  }

  /// Removes up to `count` members of the sorted set at `key`, at least one.
  static List<Scored> pop(
      Edit edit, Bytes key, Meta.OfCollection zset, long count, Direction from) {
    OrderedMembers members = OrderedMembers.of(edit.keys(), zset);
    List<Scored> popped = new Span(0, zset.count()).page(members, 0, count, from);
    Zsets.remove(edit, key, zset, popped);
    return popped;
  }

  private static Reply flat(Scored member) {
    return Reply.array(Reply.bulk(member.member()), new Reply.DoubleReply(member.score()));
  }
}
