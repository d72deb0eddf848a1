package chorus.command.key;

import chorus.command.CommandError;
import chorus.resp.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// The numbers that SORT sorts by, read as C reads them: blanks before are passed over, nothing is
/// zero, and hexadecimal digits and infinities are numbers too.
final class SortNumber {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile(
          "[+-]?0[xX](?:\\p{XDigit}+\\.?\\p{XDigit}*|\\.\\p{XDigit}+)(?:[pP][+-]?[0-9]+)?");
  private static final Pattern INFINITE = Pattern.compile("(?i)[+-]?inf(?:inity)?");
  private static final Pattern ZERO = Pattern.compile("[+-]?[0.]+(?:[eE].*)?");
  private static final Pattern BLANKS = Pattern.compile("^[ \\t\\n\\x0b\\f\\r]+");

  private SortNumber() {}

  static double of(Bytes word) {
    if (word.isEmpty()) {
      return 0;
    }
    String whole = new String(word.array(), StandardCharsets.ISO_8859_1);
    String text = BLANKS.matcher(whole).replaceFirst("");
    if (INFINITE.matcher(text).matches()) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (DECIMAL.matcher(text).matches()) {
      return inRange(Double.parseDouble(text), text);
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      boolean hasExponent = text.indexOf('p') >= 0 || text.indexOf('P') >= 0;
      return Double.parseDouble(hasExponent ? text : text + "p0");
    }
    throw noNumber();
  }

  /// What is too large, or too small to be told from zero, is none.
  private static double inRange(double number, String text) {
    if (Double.isInfinite(number) || (number == 0 && !ZERO.matcher(text).matches())) {
      throw noNumber();
    }
    return number;
  }

  private static CommandError noNumber() {
    return CommandError.err("One or more scores can't be converted into double");
  }
}
