package chorus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A connection that sends bytes and reads replies, and does nothing by itself: no retry, no
/// handshake. It shares no code with Chorus, so that both cannot be wrong in the same way.
///
/// Replies are `String`, `Long`, `Double`, `Boolean`, `List`, `Map`, [Failure] or null.
final class RespClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  /// An error reply.
  record Failure(String text) {
    @Override
    public String toString() {
      return "-" + text;
    }
  }

  private final Socket socket;
  private final InputStream input;

  private RespClient(Socket socket) throws IOException {
    this.socket = socket;
    this.input = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  /// A connection to `port` of this machine.
  static RespClient connect(int port) {
    return connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  static RespClient connect(InetSocketAddress address) {
    try {
      Socket socket = new Socket();
      socket.connect(address, TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      return new RespClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends one command and returns its reply.
  @Nullable Object call(String... words) {
    send(words);
    return read();
  }

  /// Sends one command as an array of bulk strings.
  void send(String... words) {
    sendBytes(encode(words));
  }

  /// Sets `prefix:0` and so on, `count` keys, of which so many are on their way `atOnce`.
  void setMany(String prefix, int count, int atOnce, String value) {
    for (int from = 0; from < count; from += atOnce) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int i = from; i < from + atOnce; i++) {
        bytes.writeBytes(encode("SET", prefix + ":" + i, value));
      }
      sendBytes(bytes.toByteArray());
      assertThat(read(atOnce)).containsOnly("OK");
    }
  }

  /// The bytes of one command.
  static byte[] encode(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii("*" + words.length + "\r\n"));
    for (String word : words) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(ascii("$" + bytes.length + "\r\n"));
      out.writeBytes(bytes);
      out.writeBytes(ascii("\r\n"));
    }
    return out.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void sendBytes(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next reply; an end of the connection is an exception.
  @Nullable Object read() {
    try {
      return readReply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next `count` replies.
  List<@Nullable Object> read(int count) {
    List<@Nullable Object> replies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      replies.add(read());
    }
    return replies;
  }

  /// Whether the server has closed the connection: its end comes next.
  boolean isClosedByServer() {
    try {
      return input.read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private @Nullable Object readReply() throws IOException {
    String line = readLine();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> rest;
      case '-' -> new Failure(rest);
      case ':' -> Long.valueOf(rest);
      case ',' -> Double.valueOf(rest);
      case '#' -> rest.equals("t");
      case '_' -> null;
      case '$' -> readBulk(Integer.parseInt(rest));
      case '=' -> String.valueOf(readBulk(Integer.parseInt(rest))).substring(4);
      case '*', '~', '>' -> readList(Integer.parseInt(rest));
      case '%' -> readMap(Integer.parseInt(rest));
      default -> throw new IOException("not RESP: " + line);
    };
  }

  private @Nullable String readBulk(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    byte[] bytes = input.readNBytes(length);
    readLine();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private @Nullable List<@Nullable Object> readList(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      list.add(readReply());
    }
    return list;
  }

  private Map<String, @Nullable Object> readMap(int length) throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < length; i++) {
      map.put(String.valueOf(readReply()), readReply());
    }
    return map;
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = input.read();
    while (next != '\r') {
      if (next < 0) {
        throw new EOFException("the server closed the connection");
      }
      line.append((char) next);
      next = input.read();
    }
    input.skipNBytes(1);
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
