package chorus.command.bitmap;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// `BITFIELD key [GET type offset | [OVERFLOW how] <SET type offset number | INCRBY type offset
/// number>] …`: reads and writes numbers of a few bits, anywhere in a string.
///
/// The string grows to hold all that are written, also those that OVERFLOW FAIL then leaves alone.
final class BitField implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    FieldSteps steps = FieldSteps.of(args);
    Bytes key = args.bytes(1);
    Edit edit = Edit.over(view, moment);
    Bytes string = Bitmaps.string(edit.keys(), key);
    if (steps.onlyRead()) {
      return edit.done(steps.run(string.array()));
    }
    byte[] content = Bitmaps.grown(string, steps.bitsWritten());
    Reply answers = steps.run(content);
    Bitmaps.update(edit, key, string, content);
    return edit.done(answers);
  }
}
