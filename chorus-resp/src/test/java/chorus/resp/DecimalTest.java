package chorus.resp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 10, 1234567890123456789L, Long.MAX_VALUE, Long.MIN_VALUE})
  void everyLongIsReadBack(long value) {
    byte[] text = Streams.bytes("x" + value + "x");

    assertThat(Decimal.isLong(text, 1, text.length - 1)).isTrue();
    assertThat(Decimal.toLong(text, 1, text.length - 1)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "01",
        "-0",
        "-01",
        " 1",
        "1 ",
        "1a",
        "1.0",
        "0x1",
        "--1",
        "9223372036854775808",
        "-9223372036854775809",
        "9999999999999999999",
        "-9999999999999999999",
        "18446744073709551617",
        "99999999999999999999"
      })
  void allElseIsRefused(String text) {
    assertThat(Decimal.isLong(Streams.bytes(text), 0, text.length())).isFalse();
  }
}
