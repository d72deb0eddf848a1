package chorus.server.peer;

import chorus.resp.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.List;

/// Cuts the stream into payloads. A frame that is too long or whose checksum is wrong is thrown,
/// which closes the connection: the place in the stream is lost. Memory grows with what arrives,
/// never with what a header promises.
final class FrameDecoder extends ByteToMessageDecoder {
  private int longest = Greeting.LONGEST;

  /// Accepts payloads of up to `bytes` from now on: the other side has greeted.
  void accept(int bytes) {
    longest = bytes;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (in.readableBytes() < FrameEncoder.HEADER) {
      return;
    }
    int length = in.getIntLE(in.readerIndex());
    if (length < 0 || length > longest) {
      throw new CorruptedFrameException("a frame of " + length + " bytes; at most " + longest);
    }
    if (in.readableBytes() < FrameEncoder.HEADER + length) {
      return;
    }
    in.skipBytes(4);
    int checksum = in.readIntLE();
    byte[] payload = new byte[length];
    in.readBytes(payload);
    if (FrameEncoder.checksum(payload) != checksum) {
      throw new CorruptedFrameException("the checksum of a frame of " + length + " bytes is wrong");
    }
    out.add(Bytes.wrap(payload));
  }
}
