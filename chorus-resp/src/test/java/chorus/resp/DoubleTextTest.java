package chorus.resp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DoubleTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "3, 3",
    "-3, -3",
    "3.1, 3.1",
    "0.1, 0.1",
    "100, 100",
    "1234.5, 1234.5",
    "1e16, 10000000000000000",
    "72057594037927936, 72057594037927936",
    "1e17, 1e+17",
    "1.5e17, 1.5e+17",
    "-1e100, -1e+100",
    "1e-4, 0.0001",
    "1.25e-4, 0.000125",
    "1e-5, 1e-05",
    "1.5e-10, 1.5e-10",
    "4.9e-324, 4.9e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "123456789.125, 123456789.125",
    "Infinity, inf",
    "-Infinity, -inf",
    "NaN, nan"
  })
  void doublesLookAsInC(double value, String text) {
    assertThat(DoubleText.format(value)).isEqualTo(text);
  }

  @Test
  void everyDoubleReadsBackAsItself() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 100_000; round++) {
      double value =
          random.nextBoolean()
              ? Double.longBitsToDouble(random.nextLong())
              : random.nextInt(-100_000, 100_000) / 1000.0;
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(DoubleText.format(value))).isEqualTo(value);
      }
    }
  }
}
