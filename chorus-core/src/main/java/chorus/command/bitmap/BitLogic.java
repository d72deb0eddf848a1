package chorus.command.bitmap;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.resp.Bytes;
import java.util.Arrays;
import java.util.List;

/// What BITOP does with the bits that stand in the same place.
enum BitLogic {
  AND,
  OR,
  XOR,
  NOT;

  private static final byte ONES = -1;

  /// The one that the word at `index` names, in any case.
  static BitLogic at(Args args, int index) {
    return args.option(index, values()).orElseThrow(CommandError::syntax);
  }

  /// As long as the longest of `sources`: the shorter ones are filled up with zero bytes. NOT has
  /// one source.
  Bytes over(List<Bytes> sources) {
    byte[] result = new byte[sources.stream().mapToInt(Bytes::length).max().orElse(0)];
    if (this == AND || this == NOT) {
      Arrays.fill(result, ONES);
    }
    for (Bytes source : sources) {
      fold(result, source.array());
    }
    return Bytes.wrap(result);
  }

  /// NOT begins with ones, of which XOR leaves what the source has not.
  private void fold(byte[] result, byte[] source) {
    switch (this) {
      case AND -> {
        for (int i = 0; i < source.length; i++) {
          result[i] &= source[i];
        }
        Arrays.fill(result, source.length, result.length, (byte) 0);
      }
      case OR -> {
        for (int i = 0; i < source.length; i++) {
          result[i] |= source[i];
        }
      }
      case XOR, NOT -> {
        for (int i = 0; i < source.length; i++) {
          result[i] ^= source[i];
        }
      }
    }
  }
}
