package chorus.command.list;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;

/// RPOPLPUSH source destination: moves the last element of one list to the head of another, or of
/// the same, and answers it.
final class RpopLpush implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    return Lmove.move(edit, args.bytes(1), End.RIGHT, args.bytes(2), End.LEFT);
  }
}
