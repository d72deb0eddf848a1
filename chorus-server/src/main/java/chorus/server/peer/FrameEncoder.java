package chorus.server.peer;

import chorus.resp.Bytes;
import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32C;

/// Writes frames: length (4 bytes, little-endian), CRC32C of the payload (4 bytes, little-endian),
/// payload. The mirror of [FrameDecoder].
final class FrameEncoder {
  static final int HEADER = 8;

  private FrameEncoder() {}

  static void encode(Bytes payload, ByteBuf target) {
    target.writeIntLE(payload.length());
    target.writeIntLE(checksum(payload.array()));
    target.writeBytes(payload.array());
  }

  static int checksum(byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(payload);
    return (int) crc.getValue();
  }
}
