package chorus.command.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.command.CommandError;
import chorus.resp.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Words that C's strtod takes for numbers, and words that it does not.
final class SortNumberTest {
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "12, 12",
    "-1.5, -1.5",
    "+5, 5",
    ".5, 0.5",
    "5., 5",
    "1e3, 1000",
    "' \t7', 7",
    "0x1F, 31",
    "-0x.8, -0.5",
    "0x1p4, 16",
    "1e-300, 1e-300",
    "0e999, 0",
    "-0.0, -0.0",
    "INF, Infinity",
    "-infinity, -Infinity"
  })
  void numbersAreReadAsInC(String word, double number) {
    assertThat(SortNumber.of(Bytes.utf8(word))).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x", "nan", "4 ", " ", "1_0", "--1", "1d", "0x", "1e", "1e999", "-1e999", "1e-999"
      })
  void whatIsNoNumberOrNotInRangeIsRefused(String word) {
    assertThatThrownBy(() -> SortNumber.of(Bytes.utf8(word)))
        .isInstanceOf(CommandError.class)
        .hasMessage("ERR One or more scores can't be converted into double");
  }
}
