package chorus.command.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// The arithmetic on words of 64 bits against a text of zeros and ones.
final class BitsTest {
  private static final int STEPS = 2_000;
  private static final int MAX_BYTES = 40;

  @RepeatedTest(5)
  void countsAndFindsWhatOneByOneDoes(RepetitionInfo repetition) {
    var random = new SplittableRandom(repetition.getCurrentRepetition());
    for (int step = 0; step < STEPS; step++) {
      byte[] content = content(random, 1 + random.nextInt(MAX_BYTES));
      String text = text(content);
      int first = random.nextInt(text.length());
      int last = first + random.nextInt(text.length() - first);
      BitRange range = new BitRange(first, last);
      String part = text.substring(first, last + 1);
      assertThat(Bits.count(content, range)).isEqualTo(part.chars().filter(c -> c == '1').count());
      for (int bit = 0; bit <= 1; bit++) {
        int found = part.indexOf((char) ('0' + bit));
        assertThat(Bits.find(content, bit, range)).isEqualTo(found < 0 ? -1 : first + found);
      }
    }
  }

  @RepeatedTest(5)
  void readsWhatStandsThereAndZerosBehindIt(RepetitionInfo repetition) {
    var random = new SplittableRandom(repetition.getCurrentRepetition());
    for (int step = 0; step < STEPS; step++) {
      byte[] content = content(random, random.nextInt(MAX_BYTES));
      String text = text(content) + "0".repeat(1_000);
      int offset = random.nextInt(text.length() - Long.SIZE);
      int width = 1 + random.nextInt(Long.SIZE);
      assertThat(Bits.read(content, offset, width))
          .isEqualTo(Long.parseUnsignedLong(text.substring(offset, offset + width), 2));
    }
  }

  @RepeatedTest(5)
  void writesTheLowestBitsAndLeavesTheOthers(RepetitionInfo repetition) {
    var random = new SplittableRandom(repetition.getCurrentRepetition());
    for (int step = 0; step < STEPS; step++) {
      byte[] content = content(random, Long.BYTES + random.nextInt(MAX_BYTES));
      String before = text(content);
      int width = 1 + random.nextInt(Long.SIZE);
      int offset = random.nextInt(before.length() - width + 1);
      long number = random.nextLong();
      Bits.write(content, offset, width, number);
      String all = text(number);
      assertThat(text(content))
          .isEqualTo(
              before.substring(0, offset)
                  + all.substring(Long.SIZE - width)
                  + before.substring(offset + width));
    }
  }

  @Test
  void anEmptyRangeHasNothing() {
    byte[] content = {-1, -1};
    assertThat(Bits.count(content, BitRange.EMPTY)).isZero();
    assertThat(Bits.find(content, 1, BitRange.EMPTY)).isEqualTo(-1);
    assertThat(Bits.find(new byte[0], 0, BitRange.EMPTY)).isEqualTo(-1);
  }

  /// Bytes among which many are all zeros or all ones, so that whole words are.
  private static byte[] content(SplittableRandom random, int length) {
    byte[] content = new byte[length];
    int usual = random.nextInt(-1, 1);
    for (int i = 0; i < length; i++) {
      content[i] = (byte) (random.nextInt(10) > 0 ? usual : random.nextInt());
    }
    return content;
  }

  private static String text(byte[] content) {
    var text = new StringBuilder();
    for (byte next : content) {
      text.append(text(next).substring(Long.SIZE - Byte.SIZE));
    }
    return text.toString();
  }

  private static String text(long number) {
    String digits = Long.toBinaryString(number);
    return "0".repeat(Long.SIZE - digits.length()) + digits;
  }
}
