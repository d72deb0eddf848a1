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
import java.util.List;

/// `BITOP <AND | OR | XOR | NOT> destkey key …`: the length of the result, which becomes the string
/// at `destkey` whatever was there. An empty one deletes it.
final class BitOp implements DataCommand {
  private static final int ONE_SOURCE = 4;

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    BitLogic logic = BitLogic.at(args, 1);
    if (logic == BitLogic.NOT && args.size() != ONE_SOURCE) {
      throw CommandError.err("BITOP NOT must be called with a single source key.");
    }
    Edit edit = Edit.over(view, moment);
    List<Bytes> sources =
        args.from(3).stream().map(key -> Bitmaps.string(edit.keys(), key)).toList();
    Bytes result = logic.over(sources);
    if (result.isEmpty()) {
      edit.delete(args.bytes(2));
    } else {
      edit.setString(args.bytes(2), result);
    }
    return edit.done(Reply.integer(result.length()));
  }
}
