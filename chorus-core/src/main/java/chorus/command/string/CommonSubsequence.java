package chorus.command.string;

import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A longest common subsequence of two strings; 64 pairs of bytes are compared at a time.
///
/// Let `L(i,j)` be its length for the first `i` bytes of `one` and the first `j` of `other`. From
/// `L(i,j-1)` to `L(i,j)` it grows by one or not at all, so a bit for each `j` holds a row: 0 where
/// it grows. Each row follows from the one before it by an addition, whose carry takes each match
/// to the place where it counts.
///
/// Source: Crochemore, Iliopoulos, Pinzon and Reid, A fast and practical bit-vector algorithm for
/// the longest common subsequence problem, 2001. Redis differs: it keeps `L` itself, four bytes a
/// pair.
final class CommonSubsequence {
  private static final int BYTE_VALUES = 256;

  /// Bytes that both strings have in a row, from these places on.
  record Match(int inOne, int inOther, int length) {}

  private final Bytes one;
  private final Bytes other;

  /// Words of a row.
  private final int width;

  /// All rows, from that of `i = 0` on; the first bit of a row is that of `j = 1`.
  private final long[] rows;

  /// The caller has looked at [#steps(Bytes, Bytes)].
  CommonSubsequence(Bytes one, Bytes other) {
    this.one = one;
    this.other = other;
    this.width = width(other);
    this.rows = new long[(one.length() + 1) * width];
    fill();
  }

  /// How many words the table has, and so how many times 64 pairs are compared.
  static long steps(Bytes one, Bytes other) {
    return (long) one.length() * width(other);
  }

  int length() {
    int length = 0;
    for (int word = 0; word < width; word++) {
      length += Long.bitCount(~rows[one.length() * width + word]);
    }
    return length;
  }

  Bytes text() {
    byte[] text = new byte[length()];
    int end = text.length;
    for (Match match : matches()) {
      end -= match.length();
      System.arraycopy(one.array(), match.inOne(), text, end, match.length());
    }
    return Bytes.wrap(text);
  }

  /// What the subsequence consists of, from the ends of the strings to their beginnings.
  List<Match> matches() {
    var matches = new ArrayList<Match>();
    int i = one.length();
    int j = other.length();
    int length = 0;
    while (i > 0 && j > 0) {
      if (one.at(i - 1) == other.at(j - 1)) {
        i--;
        j--;
        length++;
      } else {
        add(matches, i, j, length);
        length = 0;
        if (grows(i, j)) {
          i--;
        } else {
          j--;
        }
      }
    }
    add(matches, i, j, length);
    return matches;
  }

  private static void add(List<Match> matches, int inOne, int inOther, int length) {
    if (length > 0) {
      matches.add(new Match(inOne, inOther, length));
    }
  }

  /// Whether `L(i,j-1) < L(i,j)`. If the bytes `i` and `j` differ, that is to say `L(i,j-1) <
  /// L(i-1,j)`: the way goes on where `L` is greater, and in doubt along `other`, as in Redis.
  private boolean grows(int i, int j) {
    long word = rows[i * width + (j - 1) / Long.SIZE];
    return (word >>> ((j - 1) % Long.SIZE) & 1) == 0;
  }

  private void fill() {
    Arrays.fill(rows, 0, width, -1L);
    long[][] places = places();
    for (int i = 1; width > 0 && i <= one.length(); i++) {
      fillRow(i, places[Byte.toUnsignedInt(one.at(i - 1))]);
    }
  }

  /// For each value of a byte a row with a one wherever `other` has it, if `one` has it at all.
  private long[][] places() {
    boolean[] inOne = valuesIn(one);
    boolean[] inOther = valuesIn(other);
    long[] nowhere = new long[width];
    long[][] places = new long[BYTE_VALUES][];
    for (int value = 0; value < BYTE_VALUES; value++) {
      places[value] = inOne[value] && inOther[value] ? new long[width] : nowhere;
    }
    for (int j = 0; j < other.length(); j++) {
      int value = Byte.toUnsignedInt(other.at(j));
      if (inOne[value]) {
        places[value][j / Long.SIZE] |= 1L << j;
      }
    }
    return places;
  }

  private static boolean[] valuesIn(Bytes string) {
    boolean[] values = new boolean[BYTE_VALUES];
    for (byte value : string.array()) {
      values[Byte.toUnsignedInt(value)] = true;
    }
    return values;
  }

  private void fillRow(int i, long[] places) {
    int before = (i - 1) * width;
    int here = i * width;
    long carry = 0;
    for (int word = 0; word < width; word++) {
      long row = rows[before + word];
      long matches = row & places[word];
      long sum = row + matches + carry;
      carry = ((row & matches) | ((row | matches) & ~sum)) >>> (Long.SIZE - 1);
      rows[here + word] = sum | (row & ~matches);
    }
  }

  private static int width(Bytes string) {
    return Math.ceilDiv(string.length(), Long.SIZE);
  }
}
