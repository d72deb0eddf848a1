package chorus.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Speaks etcd's own protocol, gRPC over HTTP/2: `etcdserverpb.KV` with `Put` and the linearizable
/// `Range`. Written for this one purpose, so that a request costs the client no more than a Redis
/// command does; a general gRPC library would take processor time that the servers need.
///
/// Source: RFC 9113 for frames, the gRPC protocol over HTTP/2, etcd's `rpc.proto` for the fields.
/// What a server may send but etcd does not (padding, continuations) is refused loudly.
public final class EtcdSpeaker implements Speaker {
  private static final byte[] PREFACE = ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  private static final int FRAME_HEADER_BYTES = 9;
  private static final int GRPC_HEADER_BYTES = 5;
  private static final int WINDOW_BYTES = 1 << 30;

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;

  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int PADDED_OR_PRIORITY = 0x28;
  private static final int INITIAL_WINDOW_SIZE = 4;

  private final Http2Headers put;
  private final Http2Headers range;
  private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
  private final ByteBuf block = Unpooled.buffer(512);

  private byte[] pending = new byte[0];
  private int stream = 1;

  /// Bytes that the server still takes, and bytes taken from it since it was last told so.
  private long sendWindow = 65_535;

  private int consumed;

  /// A speaker to the server at `authority`, `host:port`.
  public EtcdSpeaker(String authority) {
    put = headers(authority, "/etcdserverpb.KV/Put");
    range = headers(authority, "/etcdserverpb.KV/Range");
  }

  private static Http2Headers headers(String authority, String path) {
    return new DefaultHttp2Headers()
        .method("POST")
        .scheme("http")
        .path(path)
        .authority(authority)
        .add("content-type", "application/grpc")
        .add("te", "trailers");
  }

  @Override
  public void greet(ByteBuffer to) {
    to.put(PREFACE);
    frame(6, SETTINGS, 0, 0, to);
    to.putShort((short) INITIAL_WINDOW_SIZE).putInt(WINDOW_BYTES);
    windowUpdate(WINDOW_BYTES, to);
  }

  @Override
  public void set(byte[] key, byte[] value, ByteBuffer to) {
    int length = fieldBytes(key) + fieldBytes(value);
    request(put, length, to);
    field(1, key, to);
    field(2, value, to);
  }

  @Override
  public void get(byte[] key, ByteBuffer to) {
    request(range, fieldBytes(key), to);
    field(1, key, to);
  }

  /// Everything of a request up to its message, which has `length` bytes.
  private void request(Http2Headers headers, int length, ByteBuffer to) {
    block.clear();
    try {
      encoder.encodeHeaders(stream, headers, block);
    } catch (Http2Exception e) {
      throw new IllegalStateException("headers cannot be encoded", e);
    }
    frame(block.readableBytes(), HEADERS, END_HEADERS, stream, to);
    to.put(block.nioBuffer());
    frame(GRPC_HEADER_BYTES + length, DATA, END_STREAM, stream, to);
    to.put((byte) 0).putInt(length);
    stream += 2;
    sendWindow -= GRPC_HEADER_BYTES + length;
    if (sendWindow < 0) {
      throw new IllegalStateException("the server's window is used up; make batches smaller");
    }
  }

  @Override
  public void receive(byte[] from, int length, Outcomes outcomes, ByteBuffer to) {
    byte[] data = from;
    int end = length;
    if (pending.length > 0) {
      data = Arrays.copyOf(pending, pending.length + length);
      System.arraycopy(from, 0, data, pending.length, length);
      end = data.length;
    }
    ByteBuffer in = ByteBuffer.wrap(data, 0, end);
    while (in.remaining() >= FRAME_HEADER_BYTES) {
      int size = in.getInt(in.position()) >>> 8;
      if (in.remaining() < FRAME_HEADER_BYTES + size) {
        break;
      }
      in.position(in.position() + 3);
      int type = in.get();
      int flags = in.get();
      int of = in.getInt();
      ByteBuffer payload = in.slice(in.position(), size);
      in.position(in.position() + size);
      take(type, flags, of, payload, outcomes, to);
    }
    pending = Arrays.copyOfRange(data, in.position(), end);
  }

  private void take(
      int type, int flags, int of, ByteBuffer payload, Outcomes outcomes, ByteBuffer to) {
    switch (type) {
      case DATA -> {
        consumed += payload.remaining();
        if (consumed > WINDOW_BYTES / 2) {
          windowUpdate(consumed, to);
          consumed = 0;
        }
      }
      case HEADERS -> takeHeaders(flags, of, payload, outcomes);
      case RST_STREAM -> outcomes.failed("RST_STREAM");
      case SETTINGS -> {
        if ((flags & ACK) == 0) {
          frame(0, SETTINGS, ACK, 0, to);
        }
      }
      case PING -> {
        if ((flags & ACK) == 0) {
          frame(payload.remaining(), PING, ACK, 0, to);
          to.put(payload);
        }
      }
      case GOAWAY -> throw new IllegalStateException("the server closes the connection");
      case WINDOW_UPDATE -> sendWindow += of == 0 ? payload.getInt() : 0;
      default -> throw new IllegalStateException("unexpected frame of type " + type);
    }
  }

  private void takeHeaders(int flags, int of, ByteBuffer payload, Outcomes outcomes) {
    if ((flags & END_HEADERS) == 0 || (flags & PADDED_OR_PRIORITY) != 0) {
      throw new IllegalStateException("headers in a form that is not understood: flags " + flags);
    }
    Http2Headers headers;
    try {
      headers = decoder.decodeHeaders(of, Unpooled.wrappedBuffer(payload));
    } catch (Http2Exception e) {
      throw new IllegalStateException("headers cannot be decoded", e);
    }
    if ((flags & END_STREAM) == 0) {
      return;
    }
    CharSequence status = headers.get("grpc-status");
    if (status != null && CharSequence.compare(status, "0") == 0) {
      outcomes.succeeded();
    } else {
      outcomes.failed("GRPC-" + status);
    }
  }

  private static void windowUpdate(int bytes, ByteBuffer to) {
    frame(4, WINDOW_UPDATE, 0, 0, to);
    to.putInt(bytes);
  }

  private static void frame(int length, int type, int flags, int of, ByteBuffer to) {
    to.put((byte) (length >>> 16)).putShort((short) length);
    to.put((byte) type).put((byte) flags).putInt(of);
  }

  /// Bytes of a field of fewer than 16 numbers that holds a byte string.
  private static int fieldBytes(byte[] content) {
    int header = 1;
    for (int rest = content.length; ; rest >>>= 7) {
      header++;
      if (rest < 0x80) {
        return header + content.length;
      }
    }
  }

  private static void field(int number, byte[] content, ByteBuffer to) {
    to.put((byte) (number << 3 | 2));
    int rest = content.length;
    while (rest >= 0x80) {
      to.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    to.put((byte) rest).put(content);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
