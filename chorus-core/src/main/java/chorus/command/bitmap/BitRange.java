package chorus.command.bitmap;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.resp.Bytes;

/// Bits of a string, `first` and `last` included; none if `last` is below `first`.
record BitRange(long first, long last) {
  static final BitRange EMPTY = new BitRange(0, -1);

  /// What BITCOUNT and BITPOS count their ranges in.
  enum Unit {
    BYTE(Byte.SIZE),
    BIT(1);

    private final int bits;

    Unit(int bits) {
      this.bits = bits;
    }

    /// The unit that the word at `index` names, in any case.
    static Unit at(Args args, int index) {
      if (args.is(index, "bit")) {
        return BIT;
      }
      if (args.is(index, "byte")) {
        return BYTE;
      }
      throw CommandError.syntax();
    }
  }

  static BitRange whole(Bytes string) {
    return of(0, -1, Unit.BYTE, string);
  }

  /// From `start` to `end`, both included, as far as `string` goes. Negative numbers count from its
  /// end, and mean 0 where that is before its beginning.
  static BitRange of(long start, long end, Unit unit, Bytes string) {
    long length = (long) string.length() * Byte.SIZE / unit.bits;
    long from = Math.max(0, start < 0 ? length + start : start);
    long to = Math.min(length - 1, Math.max(0, end < 0 ? length + end : end));
    return from > to ? EMPTY : new BitRange(from * unit.bits, (to + 1) * unit.bits - 1);
  }

  boolean isEmpty() {
    return first > last;
  }
}
