package chorus.command.bitmap;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;

/// `BITPOS key bit [start [end [BYTE | BIT]]]`: where the first such bit is, or -1.
///
/// Behind a string the bits go on as zeros, unless an end is given: so the first 0 may be the bit
/// behind it. As in Redis 7.0 that does not hold of a range without bits, and an absent key answers
/// whatever the range.
final class BitPos implements DataCommand {
  private static final int WITH_START = 4;
  private static final int WITH_END = 5;
  private static final int WITH_UNIT = 6;

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    int bit = bit(args);
    Bytes string = Keyspace.over(view).string(args.bytes(1));
    return new Outcome.Answer(
        string == null
            ? Reply.integer(-bit)
            : Reply.integer(position(bit, string, range(args, string), args.size() < WITH_END)));
  }

  private static int bit(Args args) {
    long bit = args.longAt(2);
    if (bit != 0 && bit != 1) {
      throw CommandError.err("The bit argument must be 1 or 0.");
    }
    return (int) bit;
  }

  private static BitRange range(Args args, Bytes string) {
    int words = args.size();
    if (words > WITH_UNIT) {
      throw CommandError.syntax();
    }
    long start = words >= WITH_START ? args.longAt(3) : 0;
    BitRange.Unit unit = words == WITH_UNIT ? BitRange.Unit.at(args, 5) : BitRange.Unit.BYTE;
    long end = words >= WITH_END ? args.longAt(4) : -1;
    return BitRange.of(start, end, unit, string);
  }

  private static long position(int bit, Bytes string, BitRange range, boolean openEnd) {
    long found = Bits.find(string.array(), bit, range);
    boolean behindTheEnd = found < 0 && bit == 0 && openEnd && !range.isEmpty();
    return behindTheEnd ? range.last() + 1 : found;
  }
}
