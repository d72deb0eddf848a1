package chorus.command.bitmap;

import chorus.command.CommandError;
import chorus.command.Words;
import chorus.command.string.Strings;
import chorus.resp.Bytes;

/// Reads words that say where a bit is: within a string of the greatest length.
final class BitOffset {
  private static final long BITS = Strings.MAX_BYTES * Byte.SIZE;

  private BitOffset() {}

  /// The bit that `word` names.
  static long of(Bytes word) {
    return scaled(word, 1);
  }

  /// The bit that `word` names; `#3` is the first one of field 3, where each has `width` bits and
  /// the first field is 0.
  static long of(Bytes word, int width) {
    return !word.isEmpty() && word.at(0) == '#'
        ? scaled(word.slice(1, word.length()), width)
        : scaled(word, 1);
  }

  private static long scaled(Bytes word, int width) {
    // The number is looked at before it is multiplied too: the product might come round to a small
    // one, which Redis then takes.
    if (!Words.isLong(word) || !isWithin(Words.toLong(word))) {
      throw outOfRange();
    }
    long offset = Words.toLong(word) * width;
    if (!isWithin(offset)) {
      throw outOfRange();
    }
    return offset;
  }

  private static boolean isWithin(long offset) {
    return offset >= 0 && offset < BITS;
  }

  private static CommandError outOfRange() {
    return CommandError.err("bit offset is not an integer or out of range");
  }
}
