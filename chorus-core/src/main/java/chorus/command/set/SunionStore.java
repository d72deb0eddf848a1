package chorus.command.set;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;

/// SUNIONSTORE destination key …: the destination becomes the set of what is in any set; how many
/// members it has.
final class SunionStore implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    return Sets.store(edit, args.bytes(1), Combinations.union(edit.keys(), args.from(2)));
  }
}
