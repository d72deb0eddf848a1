package chorus.log;

import static chorus.log.FrameFormat.HEADER_BYTES;

import chorus.base.Epoch;
import chorus.base.LogPosition;
import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.time.Hlc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Reads frames out of a piece of a segment. The mirror of [FrameEncoder]; the layout is
/// [FrameFormat]'s.
final class FrameDecoder {
  private final byte[] data;
  private final ByteBuffer fields;
  private final long sequence;
  private final int start;

  /// `piece` begins at offset `start` of segment `sequence`.
  FrameDecoder(Bytes piece, long sequence, int start) {
    this.data = piece.array();
    this.fields = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    this.sequence = sequence;
    this.start = start;
  }

  /// A whole frame.
  ///
  /// @param end the offset in the segment behind it
  /// @param durableBefore everything below this offset was durable when it was written
  record Frame(Entry entry, int end, int durableBefore) {}

  /// Bytes on disk that the frame at `offset` of the segment claims to have: unchecked, and less
  /// than a header's if there is none.
  long claimedBytes(int offset) {
    int from = offset - start;
    if (from + HEADER_BYTES > data.length) {
      return 0;
    }
    return FrameFormat.padded(Integer.toUnsignedLong(fields.getInt(from + FrameFormat.LENGTH_AT)));
  }

  /// The frame at `offset` of the segment; empty if there is no whole and intact one. What cannot
  /// be a frame is turned away before its checksum is taken: recovery tries every offset behind a
  /// bad one.
  Optional<Frame> decode(int offset) {
    int from = offset - start;
    long bytes = claimedBytes(offset);
    if (bytes < HEADER_BYTES || from + bytes > data.length) {
      return Optional.empty();
    }
    int length = fields.getInt(from + FrameFormat.LENGTH_AT);
    int to = from + (int) bytes;
    long epoch = fields.getLong(from + FrameFormat.EPOCH_AT);
    long lsn = fields.getLong(from + FrameFormat.LSN_AT);
    int durableBefore = fields.getInt(from + FrameFormat.DURABLE_AT);
    boolean plausible =
        length >= HEADER_BYTES
            && epoch >= 0
            && lsn >= 0
            && durableBefore >= 0
            && durableBefore <= offset
            && fields.getInt(from + FrameFormat.KIND_AT) >>> 8 == 0;
    if (!plausible
        || fields.getInt(from) != FrameFormat.checksum(data, from, to, sequence, offset)) {
      return Optional.empty();
    }
    Bytes payload = Bytes.of(data, from + HEADER_BYTES, from + length);
    Entry entry = entry(new LogPosition(new Epoch(epoch), new Lsn(lsn)), from, payload);
    return Optional.of(new Frame(entry, start + to, durableBefore));
  }

  private Entry entry(LogPosition position, int from, Bytes payload) {
    int kind = Byte.toUnsignedInt(fields.get(from + FrameFormat.KIND_AT));
    if (kind == FrameFormat.CUT_KIND) {
      return new Entry.Cut(position);
    }
    if (!RecordKind.isKnown(kind)) {
      return new Entry.Unknown(kind);
    }
    Hlc hlc = new Hlc(fields.getLong(from + FrameFormat.HLC_AT));
    return new Entry.Added(
        new LogRecord(position.epoch(), position.lsn(), hlc, RecordKind.of(kind), payload));
  }
}
