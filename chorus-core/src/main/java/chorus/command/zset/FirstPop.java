package chorus.command.zset;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.Scored;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;

/// What BZPOPMIN and BZPOPMAX do once there is something: removes the first member, or the last, of
/// the first sorted set that is there, and answers its key, the member and its score.
final class FirstPop implements DataCommand {
  private final Direction from;

  FirstPop(Direction from) {
    this.from = from;
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    for (Bytes key : args.from(1)) {
      Meta.OfCollection zset = Zsets.at(edit.keys(), key);
      if (zset != null) {
        Scored popped = Zpop.pop(edit, key, zset, 1, from).getFirst();
        return edit.done(
            Reply.array(
                Reply.bulk(key),
                Reply.bulk(popped.member()),
                new Reply.DoubleReply(popped.score())));
      }
    }
    return edit.done(Reply.NULL_ARRAY);
  }
}
