package chorus.command.set;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;

/// SDIFFSTORE destination key …: the destination becomes the set of what is in the first set and in
/// no other; how many members it has.
final class SdiffStore implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    return Sets.store(edit, args.bytes(1), Combinations.difference(edit.keys(), args.from(2)));
  }
}
