package chorus.command.bitmap;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// SETBIT key offset value: what the bit was. A string that is too short for it grows by zero
/// bytes, whatever the bit becomes.
final class SetBit implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long offset = BitOffset.of(args.bytes(2));
    long bit = args.longBetween(3, 0, 1, SetBit::notABit);
    Bytes key = args.bytes(1);
    Edit edit = Edit.over(view, moment);
    Bytes string = Bitmaps.string(edit.keys(), key);
    byte[] content = Bitmaps.grown(string, offset + 1);
    long before = Bits.read(content, offset, 1);
    Bits.write(content, offset, 1, bit);
    Bitmaps.update(edit, key, string, content);
    return edit.done(Reply.integer(before));
  }

  private static CommandError notABit() {
    return CommandError.err("bit is not an integer or out of range");
  }
}
