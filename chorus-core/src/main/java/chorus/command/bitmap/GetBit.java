package chorus.command.bitmap;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// GETBIT key offset: the bit, 0 behind the end.
final class GetBit implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long offset = BitOffset.of(args.bytes(2));
    Bytes string = Bitmaps.string(Keyspace.over(view), args.bytes(1));
    return new Outcome.Answer(Reply.integer(Bits.read(string.array(), offset, 1)));
  }
}
