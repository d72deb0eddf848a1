package chorus.command;

import chorus.resp.Bytes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The numbers of INCRBYFLOAT and HINCRBYFLOAT.
///
/// The rule: sums are exact decimals, then rounded to 17 digits behind the point (halves to even),
/// trailing zeros cut, never an exponent: 10.5 + 0.1 is `10.6`, 5.0e3 + 200 is `5200`. The range is
/// that of an 80-bit float. Redis differs: it adds 80-bit floats and prints 17 digits behind the
/// point, so the last digits of its sums may be off (1000.1 + 0 is `1000.10000000000000002`), and
/// it reads hexadecimal floats.
public final class Decimals {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,6})?");
  private static final Pattern INFINITE = Pattern.compile("(?i)[+-]?inf(?:inity)?");
  private static final int MAX_CHARS = 5 * 1024;
  private static final int FRACTION_DIGITS = 17;

  /// Decimal exponents of the largest and the smallest 80-bit float.
  private static final int MAX_EXPONENT = 4932;

  private static final int MIN_EXPONENT = -4950;

  private Decimals() {}

  /// The number that `word` is, else the error: `notFinite` for an infinity, `notANumber` for
  /// anything else.
  public static BigDecimal parse(
      Bytes word, Supplier<CommandError> notANumber, Supplier<CommandError> notFinite) {
    if (word.isEmpty() || word.length() >= MAX_CHARS) {
      throw notANumber.get();
    }
    String text = word.utf8();
    if (INFINITE.matcher(text).matches()) {
      throw notFinite.get();
    }
    if (!DECIMAL.matcher(text).matches()) {
      throw notANumber.get();
    }
    BigDecimal number = new BigDecimal(text);
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    if (exponent(number) > MAX_EXPONENT || exponent(number) < MIN_EXPONENT) {
      throw notANumber.get();
    }
    return number;
  }

  /// The sum as text; an error if it is out of range.
  public static Bytes sum(BigDecimal one, BigDecimal other) {
    BigDecimal sum =
        one.add(other).setScale(FRACTION_DIGITS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    if (exponent(sum) > MAX_EXPONENT) {
      throw notFinite();
    }
    return Bytes.utf8(sum.toPlainString());
  }

  public static CommandError notFinite() {
    return CommandError.err("increment would produce NaN or Infinity");
  }

  /// The decimal exponent of the first digit.
  private static long exponent(BigDecimal number) {
    return (long) number.precision() - number.scale() - 1;
  }
}
