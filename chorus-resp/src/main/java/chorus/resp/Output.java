package chorus.resp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing buffer that encoders write to and a socket drains; reusable after [#clear()].
///
/// It belongs to one thread. [#array()] and [#view()] share its memory, so that bytes reach the
/// socket's buffer with one copy; they are valid until the next write or clear.
public final class Output {

  /// Memory above this, in bytes, is given back by [#clear()], so that one large reply does not
  /// stay with an idle connection.
  private static final int KEPT_BYTES = 64 * 1024;

  private static final int INITIAL_BYTES = 256;

  /// The largest array that every JVM can make.
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private byte[] buffer;
  private int written;

  /// An empty buffer of a small capacity.
  public Output() {
    this(INITIAL_BYTES);
  }

  /// An empty buffer with room for `capacity` bytes before it grows.
  public Output(int capacity) {
    buffer = new byte[capacity];
  }

  /// How many bytes were written since the last clear.
  public int writtenLength() {
    return written;
  }

  /// The shared memory: the first [#writtenLength()] bytes count. Read-only for the caller.
  public byte[] array() {
    return buffer;
  }

  /// The written bytes as a read-only buffer over the shared memory.
  public ByteBuffer view() {
    return ByteBuffer.wrap(buffer, 0, written).asReadOnlyBuffer();
  }

  /// A copy of the written bytes.
  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, written);
  }

  /// Forgets what was written, and gives back memory that only a large reply needed.
  public void clear() {
    written = 0;
    if (buffer.length > KEPT_BYTES) {
      buffer = new byte[INITIAL_BYTES];
    }
  }

  /// Writes one byte.
  void putByte(int value) {
    reserve(1);
    buffer[written++] = (byte) value;
  }

  /// Writes all of `value`.
  void put(Bytes value) {
    reserve(value.length());
    value.copyTo(buffer, written);
    written += value.length();
  }

  /// Writes all of `value`.
  void put(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, buffer, written, value.length);
    written += value.length;
  }

  /// Writes `text` as UTF-8.
  void put(String text) {
    int length = text.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      char next = text.charAt(i);
      if (next >= 0x80) {
        put(text.substring(i).getBytes(StandardCharsets.UTF_8));
        return;
      }
      buffer[written++] = (byte) next;
    }
  }

  /// Writes `value` in decimal.
  void putDecimal(long value) {
    if (value == Long.MIN_VALUE) {
      put(Long.toString(value));
      return;
    }
    long rest = Math.abs(value);
    int digits = digits(rest);
    reserve(digits + 1);
    if (value < 0) {
      buffer[written++] = '-';
    }
    written += digits;
    int at = written;
    do {
      buffer[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
  }

  /// Ends a line.
  void endLine() {
    reserve(2);
    buffer[written++] = '\r';
    buffer[written++] = '\n';
  }

  private static int digits(long value) {
    int count = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      count++;
    }
    return count;
  }

  private void reserve(int more) {
    if (more > buffer.length - written) {
      grow(more);
    }
  }

  private void grow(int more) {
    long needed = (long) written + more;
    if (needed > MAX_BYTES) {
      throw new IllegalStateException(
          "output of " + needed + " bytes; at most " + MAX_BYTES + " fit, drain it more often");
    }
    long doubled = Math.min(MAX_BYTES, 2L * buffer.length);
    buffer = Arrays.copyOf(buffer, (int) Math.max(needed, doubled));
  }
}
