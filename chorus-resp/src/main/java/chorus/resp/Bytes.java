package chorus.resp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An immutable string of bytes: a key, a value, an argument.
///
/// Equality and order are by content; the order is unsigned and lexicographic, as Redis compares
/// strings. It stands at the bottom of the house because the codec produces it and everything above
/// keeps it: a second byte string further up would cost a copy at the border.
public final class Bytes implements Comparable<Bytes> {

  /// The byte string of length zero.
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final byte[] content;

  /// Zero until computed. The race is harmless: every thread computes the same value.
  private int hash;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /// A copy of `source`.
  public static Bytes of(byte[] source) {
    return source.length == 0 ? EMPTY : new Bytes(source.clone());
  }

  /// A copy of `source[from, to)`.
  public static Bytes of(byte[] source, int from, int to) {
    return from == to ? EMPTY : new Bytes(Arrays.copyOfRange(source, from, to));
  }

  /// Takes `owned` over without a copy: the caller must never write to it again.
  public static Bytes wrap(byte[] owned) {
    return owned.length == 0 ? EMPTY : new Bytes(owned);
  }

  /// The UTF-8 encoding of `text`.
  public static Bytes utf8(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The number of bytes.
  public int length() {
    return content.length;
  }

  /// Whether the length is zero.
  public boolean isEmpty() {
    return content.length == 0;
  }

  /// The byte at `index`, signed as Java has it.
  public byte at(int index) {
    return content[index];
  }

  /// A copy of the range `[from, to)`; a copy so that a short slice never keeps a long array alive.
  public Bytes slice(int from, int to) {
    if (from < 0 || to < from || to > content.length) {
      throw new IndexOutOfBoundsException(
          "slice [" + from + ", " + to + ") of " + content.length + " bytes");
    }
    return to - from == content.length ? this : of(content, from, to);
  }

  /// This byte string followed by `tail`.
  public Bytes concat(Bytes tail) {
    if (tail.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return tail;
    }
    byte[] joined = Arrays.copyOf(content, Math.addExact(content.length, tail.content.length));
    System.arraycopy(tail.content, 0, joined, content.length, tail.content.length);
    return new Bytes(joined);
  }

  /// Whether the first bytes are those of `prefix`.
  public boolean startsWith(Bytes prefix) {
    int size = prefix.content.length;
    return size <= content.length && Arrays.equals(content, 0, size, prefix.content, 0, size);
  }

  /// A copy that the caller may change.
  public byte[] toArray() {
    return content.clone();
  }

  /// The shared content itself, for codecs that would otherwise copy. Read-only: whoever writes to
  /// it breaks every holder of this value.
  public byte[] array() {
    return content;
  }

  /// Copies all bytes into `target`, starting at `offset` there.
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(content, 0, target, offset, content.length);
  }

  /// The content decoded as UTF-8; malformed input becomes the replacement character.
  public String utf8() {
    return new String(content, StandardCharsets.UTF_8);
  }

  @Override
  public int compareTo(Bytes other) {
    int common = Math.min(content.length, other.content.length) & -Long.BYTES;
    for (int at = 0; at < common; at += Long.BYTES) {
      long mine = (long) LONGS.get(content, at);
      long theirs = (long) LONGS.get(other.content, at);
      if (mine != theirs) {
        return Long.compareUnsigned(mine, theirs);
      }
    }
    return Arrays.compareUnsigned(
        content, common, content.length, other.content, common, other.content.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = Arrays.hashCode(content);
      hash = known;
    }
    return known;
  }

  /// The content in double quotes, escaped as redis-cli prints it.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(content.length + 2).append('"');
    for (byte next : content) {
      switch (next) {
        case '\\', '"' -> text.append('\\').append((char) next);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case 7 -> text.append("\\a");
        case '\b' -> text.append("\\b");
        default -> appendPlain(text, next);
      }
    }
    return text.append('"').toString();
  }

  private static void appendPlain(StringBuilder text, byte next) {
    if (next >= ' ' && next <= '~') {
      text.append((char) next);
    } else {
      text.append("\\x").append(HEX[(next >> 4) & 15]).append(HEX[next & 15]);
    }
  }
}
