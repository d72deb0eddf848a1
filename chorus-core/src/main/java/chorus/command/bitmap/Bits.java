package chorus.command.bitmap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Arithmetic on the bits of a string, 64 at a time where it matters. Bit 0 is the highest of the
/// first byte; what lies behind the end reads as 0.
///
/// A string never has more bits than an unsigned int counts, so a number of a byte or of a word is
/// an int.
final class Bits {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Bits() {}

  /// How many bits of `range` are 1.
  static long count(byte[] content, BitRange range) {
    long ones = 0;
    for (int at = wordOf(range.first()); at <= wordOf(range.last()); at++) {
      ones += Long.bitCount(word(content, at) & within(range, at));
    }
    return ones;
  }

  /// The first bit of `range` that is `bit`, or -1.
  static long find(byte[] content, int bit, BitRange range) {
    long opposite = bit == 0 ? -1L : 0;
    for (int at = wordOf(range.first()); at <= wordOf(range.last()); at++) {
      long found = (word(content, at) ^ opposite) & within(range, at);
      if (found != 0) {
        return (long) at * Long.SIZE + Long.numberOfLeadingZeros(found);
      }
    }
    return -1;
  }

  /// The `width` bits from `offset` on as a number without sign; `width` is 1 to 64.
  static long read(byte[] content, long offset, int width) {
    int at = wordOf(offset);
    int skipped = (int) (offset % Long.SIZE);
    long bits = word(content, at) << skipped;
    if (skipped > 0) {
      bits |= word(content, at + 1) >>> (Long.SIZE - skipped);
    }
    return bits >>> (Long.SIZE - width);
  }

  /// Makes the `width` bits from `offset` on the lowest ones of `number`; they must be there.
  static void write(byte[] content, long offset, int width, long number) {
    long rest = number;
    for (long bit = offset + width - 1; bit >= offset; bit--) {
      int at = (int) (bit / Byte.SIZE);
      int mask = 0x80 >>> (bit % Byte.SIZE);
      content[at] = (byte) ((rest & 1) == 0 ? content[at] & ~mask : content[at] | mask);
      rest >>>= 1;
    }
  }

  private static int wordOf(long bit) {
    return Math.toIntExact(Math.floorDiv(bit, Long.SIZE));
  }

  /// The bits 64 * `at` to 64 * `at` + 63, the first one highest.
  private static long word(byte[] content, int at) {
    int first = at * Long.BYTES;
    if (first + Long.BYTES <= content.length) {
      return (long) WORDS.get(content, first);
    }
    long word = 0;
    for (int i = first; i < content.length; i++) {
      word |= (content[i] & 0xffL) << (Long.SIZE - Byte.SIZE * (i - first + 1));
    }
    return word;
  }

  /// A one for each bit of the word `at` that belongs to `range`. Shifts take the lowest six bits
  /// of their distance: the place within the word.
  private static long within(BitRange range, int at) {
    long mask = -1L;
    if (at == wordOf(range.first())) {
      mask >>>= range.first();
    }
    if (at == wordOf(range.last())) {
      mask &= -1L << ~range.last();
    }
    return mask;
  }
}
