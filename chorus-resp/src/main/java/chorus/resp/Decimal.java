package chorus.resp;

/// Whole numbers in decimal, read as strictly as Redis reads them: no plus sign, no leading zero,
/// no space, no `-0`, nothing beyond 64 bits.
final class Decimal {

  private static final int MAX_DIGITS = 19;

  private Decimal() {}

  /// Whether `text[from, to)` is such a number.
  static boolean isLong(byte[] text, int from, int to) {
    boolean negative = to > from && text[from] == '-';
    int first = negative ? from + 1 : from;
    int digits = to - first;
    if (digits <= 0 || digits > MAX_DIGITS) {
      return false;
    }
    if (text[first] == '0') {
      return digits == 1 && !negative;
    }
    for (int i = first; i < to; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return false;
      }
    }
    // 19 digits can pass 64 bits, but never twice: an overflow shows as the wrong sign.
    long value = toLong(text, from, to);
    return negative ? value < 0 : value > 0;
  }

  /// The number that `text[from, to)` is; meaningless unless [#isLong] holds.
  static long toLong(byte[] text, int from, int to) {
    boolean negative = text[from] == '-';
    long value = 0;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      // Negative on the way, since the negative numbers reach one further.
      value = value * 10 - (text[i] - '0');
    }
    return negative ? value : -value;
  }
}
