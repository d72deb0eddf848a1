package chorus.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.resp.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Numbers are read as C reads them. What is expected here is what Redis 7.0 answers.
final class DoublesTest {
  @ParameterizedTest
  @CsvSource({
    "5, 5",
    "-0, -0.0",
    "+3, 3",
    "007, 7",
    ".5, 0.5",
    "6., 6",
    "1e3, 1000",
    "1E-2, 0.01",
    "0x10, 16",
    "-0X.8, -0.5",
    "0x1p-2, 0.25",
    "9007199254740993, 9007199254740992",
    "123456789012345678901234567890, 1.2345678901234568e29",
    "5e-324, 4.9e-324",
    "0e-999, 0",
    "0x0p9, 0",
    "inf, Infinity",
    "-INF, -Infinity",
    "+Infinity, Infinity"
  })
  void whatCReadsIsANumber(String word, double number) {
    assertThat(Doubles.parse(Bytes.utf8(word), CommandError::notAFloat)).isEqualTo(number);
    assertThat(Doubles.parseBound(Bytes.utf8(word), CommandError::notAFloat)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x", "1x", "1.5f", "1d", "1e", ".", "0x", "0xg", "e5", "nan", "in", "1 ", "(1", "--1"
      })
  void whatCDoesNotReadIsNone(String word) {
    assertThatThrownBy(() -> Doubles.parse(Bytes.utf8(word), CommandError::notAFloat))
        .isInstanceOf(CommandError.class);
    assertThatThrownBy(() -> Doubles.parseBound(Bytes.utf8(word), CommandError::notAFloat))
        .isInstanceOf(CommandError.class);
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "' 1', 1", "1e400, Infinity", "-1e400, -Infinity", "1e-400, 0", "'\t2', 2"})
  void aBoundIsReadLessStrictly(String word, double number) {
    assertThat(Doubles.parseBound(Bytes.utf8(word), CommandError::notAFloat)).isEqualTo(number);
    assertThatThrownBy(() -> Doubles.parse(Bytes.utf8(word), CommandError::notAFloat))
        .isInstanceOf(CommandError.class);
  }
}
