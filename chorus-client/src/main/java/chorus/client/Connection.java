package chorus.client;

import chorus.resp.Bytes;
import chorus.resp.Decoded;
import chorus.resp.Output;
import chorus.resp.Reply;
import chorus.resp.ReplyDecoder;
import chorus.resp.ReplyLimits;
import chorus.resp.RequestEncoder;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// One blocking connection to one node. It belongs to one thread at a time.
///
/// An error reply is a [Reply.Error], since the server did answer; an exception means that no reply
/// came. After [ConnectionException.Unanswered] the connection is closed: a late reply would be
/// taken for the answer to the next command.
public final class Connection implements AutoCloseable {
  /// Request bytes that are sent before their replies are read. A server that cannot get rid of its
  /// replies stops reading; with more under way, both sides could wait for each other.
  private static final int WINDOW_BYTES = 32 * 1024;

  private static final int CHUNK_BYTES = 16 * 1024;

  private final Socket socket;
  private final String address;
  private final Duration timeout;
  private final ReplyDecoder decoder = new ReplyDecoder(ReplyLimits.DEFAULT);
  private final Deque<Reply> arrived = new ArrayDeque<>();
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private final Output output = new Output();

  private Connection(Socket socket, String address, Duration timeout) {
    this.socket = socket;
    this.address = address;
    this.timeout = timeout;
  }

  /// Connects within `timeout`; each call on the connection then has as long for its reply.
  public static Connection open(String host, int port, Duration timeout)
      throws ConnectionException.NotSent {
    String address = host + ":" + port;
    Socket socket = new Socket();
    try {
      InetSocketAddress target = new InetSocketAddress(host, port);
      if (target.isUnresolved()) {
        throw new UnknownHostException(host);
      }
      socket.setTcpNoDelay(true);
      socket.connect(target, millis(timeout));
    } catch (IOException e) {
      closeQuietly(socket);
      throw new ConnectionException.NotSent("cannot connect to " + address + ": " + reason(e), e);
    }
    return new Connection(socket, address, timeout);
  }

  /// The reply to the command whose words are `arguments`, its name first.
  public Reply call(String... arguments) throws ConnectionException {
    return call(Arrays.stream(arguments).map(Bytes::utf8).toList());
  }

  /// The reply to the command `arguments`, its name first.
  public Reply call(List<Bytes> arguments) throws ConnectionException {
    return pipeline(List.of(arguments)).getFirst();
  }

  /// The replies to all `commands`, in their order. Later commands are sent before earlier ones are
  /// answered; each reply may take as long as one call.
  public List<Reply> pipeline(List<List<Bytes>> commands) throws ConnectionException {
    if (socket.isClosed()) {
      throw new ConnectionException.NotSent(
          "the connection to " + address + " is closed", new EOFException());
    }
    List<Reply> replies = new ArrayList<>(commands.size());
    try {
      int sent = 0;
      while (replies.size() < commands.size()) {
        sent = send(commands, sent);
        while (replies.size() < sent) {
          replies.add(nextReply());
        }
      }
    } catch (IOException e) {
      close();
      throw new ConnectionException.Unanswered("no reply from " + address + ": " + reason(e), e);
    }
    return replies;
  }

  /// Sends commands from number `first` on, up to a window; the number of the next.
  private int send(List<List<Bytes>> commands, int first) throws IOException {
    output.clear();
    int next = first;
    do {
      RequestEncoder.encode(commands.get(next++), output);
    } while (next < commands.size() && output.writtenLength() < WINDOW_BYTES);
    socket.getOutputStream().write(output.array(), 0, output.writtenLength());
    return next;
  }

  private Reply nextReply() throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Reply reply = arrived.poll();
      if (reply == null) {
        receive(deadline);
      } else if (!(reply instanceof Reply.Push)) {
        return reply;
      }
    }
  }

  private void receive(long deadline) throws IOException {
    Duration left = Duration.ofNanos(deadline - System.nanoTime());
    if (left.isNegative() || left.isZero()) {
      throw new SocketTimeoutException();
    }
    socket.setSoTimeout(millis(left));
    int length = socket.getInputStream().read(chunk);
    if (length < 0) {
      throw new EOFException();
    }
    decoder.feed(chunk, 0, length);
    while (true) {
      switch (decoder.decode()) {
        case Decoded.Batch<Reply>(var replies) -> arrived.addAll(replies);
        case Decoded.NeedMore<Reply>() -> {
          return;
        }
        case Decoded.Failed<Reply>(var error) -> throw new IOException(error.text());
      }
    }
  }

  /// Closes the socket; what is under way stays unanswered. Closing twice does nothing.
  @Override
  public void close() {
    closeQuietly(socket);
  }

  @Override
  public String toString() {
    return address;
  }

  /// Socket timeouts are whole milliseconds, and 0 would mean for ever.
  private static int millis(Duration duration) {
    return Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException unimportant) {
      // The descriptor is gone either way.
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case ConnectException refused -> "connection refused";
      case UnknownHostException unknown -> "unknown host";
      case SocketTimeoutException late -> "timed out";
      case EOFException end -> "the connection was closed";
      default -> String.valueOf(e.getMessage());
    };
  }
}
