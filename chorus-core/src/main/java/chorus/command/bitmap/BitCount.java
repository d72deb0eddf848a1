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

/// `BITCOUNT key [start end [BYTE | BIT]]`: how many bits are 1. As in Redis 7.0, an absent key
/// answers 0 whatever the range.
final class BitCount implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Bytes string = Keyspace.over(view).string(args.bytes(1));
    return new Outcome.Answer(
        string == null
            ? Reply.ZERO
            : Reply.integer(Bits.count(string.array(), range(args, string))));
  }

  private static BitRange range(Args args, Bytes string) {
    return switch (args.size()) {
      case 2 -> BitRange.whole(string);
      case 4, 5 -> given(args, string);
      default -> throw CommandError.syntax();
    };
  }

  private static BitRange given(Args args, Bytes string) {
    long start = args.longAt(2);
    long end = args.longAt(3);
    // Not for BITPOS: there both may come to mean the first byte.
    if (start < 0 && end < 0 && start > end) {
      return BitRange.EMPTY;
    }
    BitRange.Unit unit = args.size() == 5 ? BitRange.Unit.at(args, 4) : BitRange.Unit.BYTE;
    return BitRange.of(start, end, unit, string);
  }
}
