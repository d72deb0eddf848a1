package chorus.server.store;

import chorus.resp.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A batch of rows as RocksDB lays it out: to hand over one array costs much less than a native
/// call for each row.
///
/// Little-endian: sequence u64 (zero: RocksDB numbers it), number of changes u32; then each change:
/// kind u8 (1 put, 0 delete), the row key with its length as a varint before it, and for a put the
/// value likewise. It is what RocksDB's own log holds, so it stays readable for later versions.
final class BatchBytes {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int COUNT_AT = Long.BYTES;
  private static final int HEADER = COUNT_AT + Integer.BYTES;
  private static final int PUT = 1;
  private static final int DELETE = 0;
  private static final int MOST_VARINT = 5;

  private byte[] buffer;
  private int written = HEADER;
  private int count;

  BatchBytes(int expectedBytes) {
    buffer = new byte[Math.max(HEADER, expectedBytes)];
  }

  void put(Bytes row, Bytes value) {
    begin(PUT, 1 + 2 * MOST_VARINT + row.length() + value.length());
    sized(row);
    sized(value);
  }

  void delete(Bytes row) {
    begin(DELETE, 1 + MOST_VARINT + row.length());
    sized(row);
  }

  /// All of it; this is used up.
  byte[] done() {
    INTS.set(buffer, COUNT_AT, count);
    return written == buffer.length ? buffer : Arrays.copyOf(buffer, written);
  }

  private void begin(int kind, int room) {
    if (room > buffer.length - written) {
      int needed = Math.addExact(written, room);
      buffer = Arrays.copyOf(buffer, Math.max(needed, (int) Math.min(2L * needed, 1 << 30)));
    }
    buffer[written++] = (byte) kind;
    count++;
  }

  private void sized(Bytes part) {
    int rest = part.length();
    while (rest >= 0x80) {
      buffer[written++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[written++] = (byte) rest;
    part.copyTo(buffer, written);
    written += part.length();
  }
}
