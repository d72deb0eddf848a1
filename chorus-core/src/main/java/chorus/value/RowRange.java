package chorus.value;

import chorus.resp.Bytes;

/// Row keys from `from` (inclusive) to `to` (exclusive).
public record RowRange(Bytes from, Bytes to) {
  /// All row keys that begin with `prefix`, which has a byte below 0xff.
  static RowRange of(Bytes prefix) {
    return new RowRange(prefix, after(prefix));
  }

  /// The first row key behind all those that begin with `prefix`.
  static Bytes after(Bytes prefix) {
    int last = prefix.length() - 1;
    while (prefix.at(last) == (byte) 0xff) {
      last--;
    }
    byte[] next = prefix.slice(0, last + 1).toArray();
    next[last]++;
    return Bytes.wrap(next);
  }
}
