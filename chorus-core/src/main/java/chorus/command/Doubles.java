package chorus.command;

import chorus.resp.Bytes;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// How Redis reads doubles: as C's `strtod` does, infinities and hexadecimal floats included.
public final class Doubles {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile(
          "([+-]?0[xX](?:\\p{XDigit}+\\.?\\p{XDigit}*|\\.\\p{XDigit}+))([pP][+-]?\\d+)?");
  private static final Pattern INFINITE = Pattern.compile("(?i)[+-]?inf(?:inity)?");
  private static final Pattern ZERO = Pattern.compile("[+-]?(?:0[xX])?[0.]+(?:[eEpP].*)?");
  private static final Pattern BLANKS = Pattern.compile("^[ \\t\\n\\x0b\\f\\r]+(?=.)");

  private Doubles() {}

  /// The number that `word` is, else `otherwise`: what is too large, or so small that it would be
  /// zero, is none.
  public static double parse(Bytes word, Supplier<CommandError> otherwise) {
    if (Words.isLong(word)) {
      return (double) Words.toLong(word);
    }
    String text = word.utf8();
    double number = number(text, otherwise);
    boolean isRounded =
        Double.isInfinite(number)
            ? !INFINITE.matcher(text).matches()
            : number == 0 && !ZERO.matcher(text).matches();
    if (isRounded) {
      throw otherwise.get();
    }
    return number;
  }

  /// The number that the bound of a range is, read less strictly: blanks may stand before it,
  /// nothing is 0, and what is out of range is infinite or zero.
  public static double parseBound(Bytes word, Supplier<CommandError> otherwise) {
    String text = BLANKS.matcher(word.utf8()).replaceFirst("");
    return text.isEmpty() ? 0 : number(text, otherwise);
  }

  private static double number(String text, Supplier<CommandError> otherwise) {
    if (DECIMAL.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    if (INFINITE.matcher(text).matches()) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    var hexadecimal = HEXADECIMAL.matcher(text);
    if (hexadecimal.matches()) {
      // Java wants the exponent that C may leave out.
      return Double.parseDouble(hexadecimal.group(2) == null ? text + "p0" : text);
    }
    throw otherwise.get();
  }
}
