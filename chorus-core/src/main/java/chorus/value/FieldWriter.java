package chorus.value;

import chorus.resp.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Writes fields one behind the other: fixed-size numbers big-endian, so that they sort, and
/// variable ones as varints of seven bits a byte, the low bits first. [FieldReader] is its mirror.
public final class FieldWriter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] buffer;
  private int written;

  public FieldWriter(int expectedBytes) {
    buffer = new byte[Math.max(16, expectedBytes)];
  }

  /// So many bytes more will come: those cause no copy.
  public FieldWriter expect(int bytes) {
    if (bytes > buffer.length - written) {
      buffer = Arrays.copyOf(buffer, Math.addExact(written, bytes));
    }
    return this;
  }

  public FieldWriter u8(int value) {
    room(1);
    buffer[written++] = (byte) value;
    return this;
  }

  public FieldWriter u64(long value) {
    room(Long.BYTES);
    LONGS.set(buffer, written, value);
    written += Long.BYTES;
    return this;
  }

  /// Any 64-bit number; negative ones take ten bytes.
  public FieldWriter varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      buffer[written++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[written++] = (byte) rest;
    return this;
  }

  public FieldWriter hash(Hash128 value) {
    return u64(value.high()).u64(value.low());
  }

  /// The bytes alone; the reader has to know their length.
  public FieldWriter raw(Bytes value) {
    room(value.length());
    value.copyTo(buffer, written);
    written += value.length();
    return this;
  }

  /// The length as a varint, then the bytes.
  public FieldWriter sized(Bytes value) {
    return varint(value.length()).raw(value);
  }

  /// UTF-8, with its length before it.
  public FieldWriter text(String value) {
    return sized(Bytes.utf8(value));
  }

  /// One of an enum's values, as its place among them: new values go behind the old ones, and
  /// golden files hold the order.
  @SuppressWarnings("EnumOrdinal")
  public FieldWriter choice(Enum<?> value) {
    return u8(value.ordinal());
  }

  public int length() {
    return written;
  }

  /// What was written; a copy unless it fills the buffer exactly. The writer is not used after it.
  public Bytes done() {
    return Bytes.wrap(written == buffer.length ? buffer : Arrays.copyOf(buffer, written));
  }

  Hash128 sipHash128() {
    return SipHash.hash128(buffer, written);
  }

  private void room(int more) {
    if (more > buffer.length - written) {
      int needed = Math.addExact(written, more);
      buffer = Arrays.copyOf(buffer, Math.max(needed, (int) Math.min(2L * needed, 1 << 30)));
    }
  }
}
