package chorus.command;

import chorus.resp.Bytes;

/// How Redis reads words: options in any case, whole numbers strictly.
public final class Words {
  /// The digits of `-9223372036854775808`, sign included.
  private static final int MAX_LONG_CHARS = 20;

  private Words() {}

  /// Whether `word` is `expected`, ASCII case aside.
  public static boolean same(Bytes word, String expected) {
    int length = expected.length();
    if (word.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lower(word.at(i)) != lower((byte) expected.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// `word` with its ASCII capitals made small; the same object when there are none.
  public static Bytes lower(Bytes word) {
    for (int i = 0; i < word.length(); i++) {
      if (lower(word.at(i)) != word.at(i)) {
        byte[] lowered = word.toArray();
        for (int at = i; at < lowered.length; at++) {
          lowered[at] = lower(lowered[at]);
        }
        return Bytes.wrap(lowered);
      }
    }
    return word;
  }

  static byte lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? (byte) (letter + ('a' - 'A')) : letter;
  }

  /// Whether `word` is a signed 64-bit number in its one canonical form: no blanks, no plus, no
  /// leading zero, no `-0`.
  public static boolean isLong(Bytes word) {
    int length = word.length();
    if (length == 0 || length > MAX_LONG_CHARS) {
      return false;
    }
    int first = word.at(0) == '-' ? 1 : 0;
    if (first == length) {
      return false;
    }
    if (word.at(first) == '0') {
      return length == 1;
    }
    // Counted below zero, since the negative range is the longer one.
    long value = 0;
    for (int i = first; i < length; i++) {
      int digit = word.at(i) - '0';
      if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
        return false;
      }
      value = value * 10 - digit;
    }
    return first == 1 || value != Long.MIN_VALUE;
  }

  /// The number that `word` is; only where [#isLong(Bytes)] holds.
  public static long toLong(Bytes word) {
    int first = word.at(0) == '-' ? 1 : 0;
    long value = 0;
    for (int i = first; i < word.length(); i++) {
      value = value * 10 - (word.at(i) - '0');
    }
    return first == 1 ? value : -value;
  }
}
