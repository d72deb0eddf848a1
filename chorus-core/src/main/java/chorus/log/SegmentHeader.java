package chorus.log;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// The first 64 bytes of a segment that holds frames; an unused one is all zeros. Format 1,
/// little-endian; magic, format and checksum stand in the same places in every format:
///
/// | at | size | field |
/// |---|---|---|
/// | 0 | 8 | magic, `CHORUSLG` |
/// | 8 | 4 | format |
/// | 12 | 4 | zero |
/// | 16 | 8 | sequence of the segment |
/// | 24 | 8 | LSN of the last record before the segment |
/// | 32 | 8 | epoch of that record |
/// | 40 | 20 | zero |
/// | 60 | 4 | CRC-32C of all that |
///
/// It is written only once every frame of the segments before it is durable: a valid header proves
/// them.
record SegmentHeader(long sequence, LogPosition before) {
  static final int BYTES = 64;
  static final int FORMAT = 1;
  private static final long MAGIC =
      ByteBuffer.wrap(Bytes.utf8("CHORUSLG").array()).order(ByteOrder.LITTLE_ENDIAN).getLong();
  private static final int CHECKSUM_AT = 60;

  /// What the first bytes of a segment are.
  sealed interface Read {
    record Valid(SegmentHeader header) implements Read {}

    record Newer(int format) implements Read {}

    record Broken() implements Read {}
  }

  Bytes encode() {
    byte[] target = new byte[BYTES];
    ByteBuffer.wrap(target)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(0, MAGIC)
        .putInt(8, FORMAT)
        .putLong(16, sequence)
        .putLong(24, before.lsn().number())
        .putLong(32, before.epoch().number())
        .putInt(CHECKSUM_AT, checksum(target));
    return Bytes.wrap(target);
  }

  static Read decode(Bytes content) {
    if (content.length() < BYTES) {
      return new Read.Broken();
    }
    ByteBuffer fields = ByteBuffer.wrap(content.array()).order(ByteOrder.LITTLE_ENDIAN);
    long lsn = fields.getLong(24);
    long epoch = fields.getLong(32);
    if (fields.getLong(0) != MAGIC || fields.getInt(CHECKSUM_AT) != checksum(content.array())) {
      return new Read.Broken();
    }
    if (fields.getInt(8) != FORMAT) {
      return new Read.Newer(fields.getInt(8));
    }
    if (lsn < 0 || epoch < 0) {
      return new Read.Broken();
    }
    return new Read.Valid(
        new SegmentHeader(fields.getLong(16), new LogPosition(new Epoch(epoch), new Lsn(lsn))));
  }

  private static int checksum(byte[] header) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, CHECKSUM_AT);
    return (int) crc.getValue();
  }
}
