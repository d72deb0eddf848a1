package chorus.command.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.resp.Bytes;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Ranges of small strings, all of them, against a model that walks over the units.
final class BitRangeTest {
  private static final int REACH = 40;

  @ParameterizedTest
  @EnumSource
  void everyRangeHasTheBitsOfItsUnits(BitRange.Unit unit) {
    int bits = unit == BitRange.Unit.BYTE ? Byte.SIZE : 1;
    for (int length = 0; length <= 4; length++) {
      Bytes string = Bytes.wrap(new byte[length]);
      int units = length * Byte.SIZE / bits;
      for (int start = -REACH; start <= REACH; start++) {
        for (int end = -REACH; end <= REACH; end++) {
          int from = place(start, units);
          int to = place(end, units);
          long[] expected =
              LongStream.range(0, (long) length * Byte.SIZE)
                  .filter(bit -> bit / bits >= from && bit / bits <= to)
                  .toArray();
          BitRange range = BitRange.of(start, end, unit, string);
          assertThat(LongStream.rangeClosed(range.first(), range.last()).toArray())
              .as("%d to %d %s of %d bytes", start, end, unit, length)
              .isEqualTo(expected);
          assertThat(range.isEmpty()).isEqualTo(expected.length == 0);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void numbersOfAnySizeAreTaken(BitRange.Unit unit) {
    Bytes string = Bytes.utf8("abc");
    assertThat(BitRange.of(Long.MIN_VALUE, Long.MAX_VALUE, unit, string))
        .isEqualTo(BitRange.whole(string));
    assertThat(BitRange.of(Long.MAX_VALUE, Long.MAX_VALUE, unit, string).isEmpty()).isTrue();
    assertThat(BitRange.of(Long.MIN_VALUE, Long.MIN_VALUE, unit, string).first()).isZero();
  }

  @Test
  void theWholeOfAnEmptyStringIsEmpty() {
    assertThat(BitRange.whole(Bytes.EMPTY)).isEqualTo(BitRange.EMPTY);
  }

  private static int place(int number, int units) {
    return number >= 0 ? number : Math.max(0, units + number);
  }
}
