package chorus.command.zset;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import java.util.List;

/// ZUNIONSTORE, ZINTERSTORE and ZDIFFSTORE destination numkeys key …: the destination becomes what
/// several sorted sets come to; how many members it has.
final class ZcombineStore implements DataCommand {
  private final String name;
  private final Combination combination;
  private final List<CombinationQuery.Option> options;

  /// `options` are those that the command takes.
  ZcombineStore(String name, Combination combination, CombinationQuery.Option... options) {
    this.name = name;
    this.combination = combination;
    this.options = List.of(options);
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    CombinationQuery query = CombinationQuery.parse(edit.keys(), args, 2, name, options);
    return Zsets.store(edit, args.bytes(1), combination.inOrder(query.inputs(), query.aggregate()));
  }
}
