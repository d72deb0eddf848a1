package chorus.resp;

import java.math.BigDecimal;

/// How a double is written in replies: the fewest digits that read back as the same double, laid
/// out as C's `%.17g` does. So 3 is `3`, 3.1 is `3.1`, 1e17 is `1e+17`.
///
/// Redis differs: 7.0 prints all 17 digits (`3.1000000000000001`), from 7.2 on the fewest.
public final class DoubleText {

  /// `%.17g` changes to an exponent below this decimal exponent...
  private static final int MIN_PLAIN_EXPONENT = -4;

  /// ...and from this one on.
  private static final int MAX_PLAIN_EXPONENT = 17;

  /// Whole numbers below this have at most 17 digits, so `%.17g` prints them exactly.
  private static final double WHOLE_LIMIT = 1e17;

  private DoubleText() {}

  /// The text of `value`; infinities are `inf` and `-inf`, not-a-number is `nan`.
  public static String format(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    if (value == Math.rint(value) && Math.abs(value) < WHOLE_LIMIT) {
      return Long.toString((long) value);
    }
    // Double.toString yields the shortest digits, though never one where two come closer
    // (4.9e-324);
    // BigDecimal splits them from the exponent.
    BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int exponent = digits.length() - 1 - shortest.scale();
    return (value < 0 ? "-" : "") + layOut(digits, exponent);
  }

  /// `digits` with the point after the first one, times ten to the `exponent`.
  private static String layOut(String digits, int exponent) {
    if (exponent < MIN_PLAIN_EXPONENT || exponent >= MAX_PLAIN_EXPONENT) {
      String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
      String padding = Math.abs(exponent) < 10 ? "0" : "";
      return digits.charAt(0)
          + fraction
          + (exponent < 0 ? "e-" : "e+")
          + padding
          + Math.abs(exponent);
    }
    if (exponent < 0) {
      return "0." + "0".repeat(-exponent - 1) + digits;
    }
    int whole = exponent + 1;
    if (digits.length() <= whole) {
      return digits + "0".repeat(whole - digits.length());
    }
    return digits.substring(0, whole) + "." + digits.substring(whole);
  }
}
