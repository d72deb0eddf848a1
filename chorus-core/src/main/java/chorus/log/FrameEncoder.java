package chorus.log;

import static chorus.log.FrameFormat.HEADER_BYTES;

import chorus.base.LogPosition;
import chorus.base.Require;
import chorus.resp.Bytes;
import chorus.time.Hlc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Lays frames one behind the other into an array of exactly the right size. The mirror of
/// [FrameDecoder]; the layout is [FrameFormat]'s.
final class FrameEncoder {
  private final byte[] target;
  private final ByteBuffer fields;
  private final long sequence;
  private final int start;
  private final int durableBefore;
  private int filled;

  /// Frames that begin at `start` of segment `sequence`, of which everything below `durableBefore`
  /// is durable.
  FrameEncoder(int bytes, long sequence, int start, int durableBefore) {
    this.target = new byte[bytes];
    this.fields = ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
    this.sequence = sequence;
    this.start = start;
    this.durableBefore = durableBefore;
  }

  /// Bytes on disk of `entry`.
  static long frameBytes(Entry entry) {
    return FrameFormat.padded(HEADER_BYTES + (long) entry.payloadBytes());
  }

  void add(Entry entry) {
    switch (entry) {
      case Entry.Added(var record) ->
          add(record.position(), record.hlc(), record.kind().code(), record.payload());
      case Entry.Cut(var kept) -> add(kept, Hlc.ZERO, FrameFormat.CUT_KIND, Bytes.EMPTY);
      case Entry.Unknown(var kind) -> Require.that(false, "only known kinds are written", kind);
    }
  }

  private void add(LogPosition position, Hlc hlc, int kind, Bytes payload) {
    int from = filled;
    int length = HEADER_BYTES + payload.length();
    int to = from + (int) FrameFormat.padded(length);
    fields.putInt(from + FrameFormat.LENGTH_AT, length);
    fields.putLong(from + FrameFormat.LSN_AT, position.lsn().number());
    fields.putLong(from + FrameFormat.EPOCH_AT, position.epoch().number());
    fields.putLong(from + FrameFormat.HLC_AT, hlc.packed());
    fields.putInt(from + FrameFormat.DURABLE_AT, durableBefore);
    fields.put(from + FrameFormat.KIND_AT, (byte) kind);
    payload.copyTo(target, from + HEADER_BYTES);
    fields.putInt(from, FrameFormat.checksum(target, from, to, sequence, (long) start + from));
    filled = to;
  }

  /// All frames; the encoder is used up.
  Bytes finish() {
    Require.that(filled == target.length, "the frames fill their array", filled, target.length);
    return Bytes.wrap(target);
  }
}
