package chorus.command.bitmap;

import chorus.command.CommandError;
import chorus.command.Words;
import chorus.resp.Bytes;

/// What a field of bits holds: a number of `width` bits, with sign (`i1` to `i64`, in two's
/// complement) or without (`u1` to `u63`, since no reply of the protocol is above the longest with
/// sign).
record FieldType(boolean signed, int width) {
  /// Where a number lies that a field shall hold.
  enum Side {
    BELOW,
    WITHIN,
    ABOVE
  }

  static FieldType of(Bytes word) {
    if (word.isEmpty() || (word.at(0) != 'i' && word.at(0) != 'u')) {
      throw invalid();
    }
    boolean signed = word.at(0) == 'i';
    Bytes digits = word.slice(1, word.length());
    if (!Words.isLong(digits)) {
      throw invalid();
    }
    long width = Words.toLong(digits);
    if (width < 1 || width > (signed ? Long.SIZE : Long.SIZE - 1)) {
      throw invalid();
    }
    return new FieldType(signed, (int) width);
  }

  private static CommandError invalid() {
    return CommandError.err(
        "Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64"
            + " is.");
  }

  long min() {
    return signed ? -1L << (width - 1) : 0;
  }

  long max() {
    return signed ? ~min() : -1L >>> (Long.SIZE - width);
  }

  /// What the lowest bits of `number` mean in this type.
  long wrapped(long number) {
    long highest = number << (Long.SIZE - width);
    return signed ? highest >> (Long.SIZE - width) : highest >>> (Long.SIZE - width);
  }

  /// Where `number` lies. Without sign, one below zero is what Redis makes of it: one far above.
  Side sideOf(long number) {
    if (!signed && number < 0) {
      return Side.ABOVE;
    }
    return between(number);
  }

  /// Where the sum lies, of which 64 bits may hold too little. `held` is what a field of this type
  /// holds.
  Side sideOfSum(long held, long increment) {
    long sum = held + increment;
    boolean carried = ((held ^ sum) & (increment ^ sum)) < 0;
    if (carried) {
      return increment > 0 ? Side.ABOVE : Side.BELOW;
    }
    return between(sum);
  }

  private Side between(long number) {
    if (number > max()) {
      return Side.ABOVE;
    }
    return number < min() ? Side.BELOW : Side.WITHIN;
  }
}
