package chorus.command.zset;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.value.Meta;
import java.util.List;

/// ZRANGESTORE destination source min max …: the destination becomes the sorted set of a range; how
/// many members it has.
final class ZrangeStore implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    RangeQuery query = RangeQuery.parse(args, 3, RangeForm.RANGE_STORE);
    Edit edit = Edit.over(view, moment);
    Meta.OfCollection source = Zsets.at(edit.keys(), args.bytes(2));
    return Zsets.store(
        edit, args.bytes(1), source == null ? List.of() : query.in(edit.keys(), source));
  }
}
