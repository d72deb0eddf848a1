package chorus.resp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class OutputTest {

  @Test
  void numbersAreWrittenInDecimal() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 10_000; round++) {
      long value = random.nextLong() >> random.nextInt(64);
      Output output = new Output(0);
      output.putDecimal(value);

      assertThat(Streams.text(output.toByteArray())).isEqualTo(Long.toString(value));
    }
  }

  @Test
  void viewAndCopyHoldWhatWasWritten() {
    Output output = new Output(1);
    output.put("abc");
    output.endLine();

    assertThat(output.writtenLength()).isEqualTo(5);
    assertThat(output.view().remaining()).isEqualTo(5);
    assertThat(output.view().isReadOnly()).isTrue();
    assertThat(Streams.text(output.toByteArray())).isEqualTo("abc\r\n");
    assertThat(output.array()).startsWith('a', 'b', 'c', '\r', '\n');
  }

  @Test
  void aClearedOutputGivesLargeMemoryBackAndKeepsSmall() {
    Output output = new Output();
    byte[] small = output.array();
    output.put("abc");
    output.clear();
    assertThat(output.array()).isSameAs(small);
    assertThat(output.writtenLength()).isZero();

    output.put(new byte[1 << 20]);
    output.clear();
    assertThat(output.array()).hasSizeLessThanOrEqualTo(64 << 10);
  }
}
