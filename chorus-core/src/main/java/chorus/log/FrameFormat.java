package chorus.log;

import java.util.zip.CRC32C;

/// Format 1 of a frame, little-endian, at offsets that are multiples of 8:
///
/// | at | size | field |
/// |---|---|---|
/// | 0 | 4 | CRC-32C of the rest, padding included, xor a mix of segment and offset |
/// | 4 | 4 | bytes of header and payload; never 0, so that no frame begins in zeroed space |
/// | 8 | 8 | LSN; of a cut: the last one kept |
/// | 16 | 8 | epoch of that LSN |
/// | 24 | 8 | hybrid logical time |
/// | 32 | 4 | durable before: everything below this offset of the segment was durable already |
/// | 36 | 1 | kind: a [RecordKind]'s code, or 255 for a cut |
/// | 37 | 3 | zero |
/// | 40 |  | payload, then zeros up to a multiple of 8 |
///
/// "Durable before" is an offset and not an LSN: after a cut an LSN stands for two places.
final class FrameFormat {
  static final int LENGTH_AT = 4;
  static final int LSN_AT = 8;
  static final int EPOCH_AT = 16;
  static final int HLC_AT = 24;
  static final int DURABLE_AT = 32;
  static final int KIND_AT = 36;
  static final int HEADER_BYTES = 40;
  static final int CUT_KIND = 255;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private FrameFormat() {}

  /// Bytes on disk of a frame whose header and payload have `length` bytes.
  static long padded(long length) {
    return (length + 7) & -8L;
  }

  /// The checksum of the frame in `data[from, to)`. A frame that was copied or misdirected to
  /// another place does not pass there.
  static int checksum(byte[] data, int from, int to, long sequence, long offset) {
    CRC32C crc = new CRC32C();
    crc.update(data, from + LENGTH_AT, to - from - LENGTH_AT);
    return (int) crc.getValue() ^ Long.hashCode((sequence << 32 | offset) * MIX);
  }
}
