package chorus.command;

import chorus.resp.Bytes;

/// The slot of a key, of 16,384, by which clients of a Redis cluster choose a node: the CRC-16 of
/// what stands between the first brace and the next closing one, if anything does, else of it all.
///
/// Source: Redis cluster specification; the polynomial is that of XMODEM.
public final class KeySlot {
  private static final int SLOTS = 16_384;
  private static final int POLYNOMIAL = 0x1021;
  private static final int TOP_BIT = 0x8000;
  private static final int MASK = 0xffff;

  private KeySlot() {}

  public static int of(Bytes key) {
    int open = find(key, '{', 0);
    int close = open < key.length() ? find(key, '}', open + 1) : key.length();
    boolean isTagged = close < key.length() && close > open + 1;
    return (isTagged ? crc(key, open + 1, close) : crc(key, 0, key.length())) % SLOTS;
  }

  /// Where `wanted` stands at `from` or behind it; the length if nowhere.
  private static int find(Bytes key, char wanted, int from) {
    int at = from;
    while (at < key.length() && key.at(at) != wanted) {
      at++;
    }
    return at;
  }

  private static int crc(Bytes key, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc ^= (key.at(i) & 0xff) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & TOP_BIT) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
      }
      crc &= MASK;
    }
    return crc;
  }
}
