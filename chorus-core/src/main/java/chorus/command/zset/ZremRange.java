package chorus.command.zset;

import chorus.command.Args;
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

/// ZREMRANGEBYRANK, ZREMRANGEBYSCORE and ZREMRANGEBYLEX key min max: removes the members of a
/// range; how many.
final class ZremRange implements DataCommand {
  private final Range.Kind kind;

  ZremRange(Range.Kind kind) {
    this.kind = kind;
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Range range = kind.parse(args, 2, 3);
    Edit edit = Edit.over(view, moment);
    Bytes key = args.bytes(1);
    Meta.OfCollection zset = Zsets.at(edit.keys(), key);
    if (zset == null) {
      return edit.done(Reply.ZERO);
    }
    OrderedMembers members = OrderedMembers.of(edit.keys(), zset);
    List<Scored> gone =
        range.in(members, zset.count()).page(members, 0, Long.MAX_VALUE, Direction.FORWARD);
    Zsets.remove(edit, key, zset, gone);
    return edit.done(Reply.integer(gone.size()));
  }
}
