package chorus.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EtcdSpeakerTest {
  private final EtcdSpeaker speaker = new EtcdSpeaker("127.0.0.1:2379");
  private final DefaultHttp2HeadersEncoder server = new DefaultHttp2HeadersEncoder();
  private final List<String> told = new ArrayList<>();
  private final ByteBuffer sent = ByteBuffer.allocate(1 << 17);

  private final Speaker.Outcomes outcomes =
      new Speaker.Outcomes() {
        @Override
        public void succeeded() {
          told.add("ok");
        }

        @Override
        public void failed(String prefix) {
          told.add(prefix);
        }
      };

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) 0)
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  private byte[] trailers(int stream, String status) throws Http2Exception {
    ByteBuf block = Unpooled.buffer();
    server.encodeHeaders(stream, new DefaultHttp2Headers(false).add("grpc-status", status), block);
    byte[] payload = new byte[block.readableBytes()];
    block.readBytes(payload);
    return frame(1, 4 | 1, stream, payload);
  }

  private void receive(byte[] bytes) {
    speaker.receive(bytes, bytes.length, outcomes, sent);
  }

  @Test
  void putIsTheMessageThatEtcdReads() throws Http2Exception {
    byte[] value = new byte[200];
    speaker.set(ascii("k"), value, sent);
    ByteBuffer in = sent.flip();
    int headerBytes = in.getInt() >>> 8;
    in.position(9);
    ByteBuf block = Unpooled.wrappedBuffer(in.slice(9, headerBytes));
    Http2Headers headers = new DefaultHttp2HeadersDecoder(true).decodeHeaders(1, block);
    assertThat(headers.path()).hasToString("/etcdserverpb.KV/Put");
    assertThat(headers.get("content-type")).hasToString("application/grpc");
    in.position(9 + headerBytes);
    int dataBytes = in.getInt() >>> 8;
    assertThat(dataBytes).isEqualTo(5 + 3 + 3 + 200);
    in.position(9 + headerBytes + 9);
    byte[] message = new byte[dataBytes];
    in.get(message);
    assertThat(message)
        .startsWith(0, 0, 0, 0, 3 + 3 + 200)
        .containsSequence(1 << 3 | 2, 1, 'k', 2 << 3 | 2, 0xC8, 0x01);
    assertThat(in.hasRemaining()).isFalse();
  }

  @Test
  void anOperationEndsWithItsTrailers() throws Http2Exception {
    receive(trailers(1, "0"));
    receive(trailers(3, "14"));
    assertThat(told).containsExactly("ok", "GRPC-14");
  }

  @Test
  void framesMayArriveInPieces() throws Http2Exception {
    byte[] whole = trailers(1, "0");
    for (byte each : whole) {
      assertThat(told).isEmpty();
      receive(new byte[] {each});
    }
    assertThat(told).containsExactly("ok");
  }

  @Test
  void pingsAndSettingsAreAnswered() {
    receive(frame(6, 0, 0, ascii("12345678")));
    receive(frame(4, 0, 0, new byte[0]));
    byte[] answers = new byte[sent.position()];
    sent.flip().get(answers);
    byte[] ping = frame(6, 1, 0, ascii("12345678"));
    byte[] settings = frame(4, 1, 0, new byte[0]);
    assertThat(answers)
        .isEqualTo(
            ByteBuffer.allocate(ping.length + settings.length).put(ping).put(settings).array());
  }

  @Test
  void theServersWindowIsKept() {
    byte[] value = new byte[20_000];
    ByteBuffer to = ByteBuffer.allocate(1 << 17);
    speaker.set(ascii("k"), value, to);
    speaker.set(ascii("k"), value, to);
    speaker.set(ascii("k"), value, to);
    assertThatThrownBy(() -> speaker.set(ascii("k"), value, to.clear()))
        .hasMessageContaining("window is used up");
    receive(frame(8, 0, 0, ByteBuffer.allocate(4).putInt(60_000).array()));
    speaker.set(ascii("k"), value, to.clear());
  }
}
