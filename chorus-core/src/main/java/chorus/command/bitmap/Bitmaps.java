package chorus.command.bitmap;

import chorus.command.Edit;
import chorus.command.Keyspace;
import chorus.command.string.Strings;
import chorus.resp.Bytes;
import java.util.Arrays;

/// What the bitmap commands share. A bitmap is a string, and an absent key an empty one.
final class Bitmaps {
  private Bitmaps() {}

  /// The string at `key`, empty where there is none.
  static Bytes string(Keyspace keys, Bytes key) {
    Bytes found = keys.string(key);
    return found == null ? Bytes.EMPTY : found;
  }

  /// A copy of `string` that is at least `bits` long, filled up with zero bytes.
  static byte[] grown(Bytes string, long bits) {
    long bytes = Math.max(string.length(), Math.ceilDiv(bits, Byte.SIZE));
    Strings.checkLength(bytes);
    return Arrays.copyOf(string.array(), (int) bytes);
  }

  /// Makes `key` the string `after` if that is another one than `before`, which it was.
  static void update(Edit edit, Bytes key, Bytes before, byte[] after) {
    if (!Arrays.equals(before.array(), after)) {
      edit.updateString(key, Bytes.wrap(after));
    }
  }
}
