package chorus.bench.failover;

import chorus.bench.load.Speaker;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One blocking connection with one write under way.
final class Line implements AutoCloseable, Speaker.Outcomes {
  /// What a completed write came to.
  private enum End {
    NONE,
    DONE,
    FAILED
  }

  private static final int CONNECT_MILLIS = 2_000;
  private static final int BUFFER_BYTES = 16 * 1024;

  private final Socket socket;
  private final Speaker speaker;
  private final ByteBuffer outgoing = ByteBuffer.allocate(BUFFER_BYTES);
  private final byte[] incoming = new byte[BUFFER_BYTES];
  private End end = End.NONE;
  private @Nullable String failure;

  private Line(Socket socket, Speaker speaker) {
    this.socket = socket;
    this.speaker = speaker;
  }

  /// Connects; a write may then take `patience` to be answered.
  static Line open(InetSocketAddress target, Speaker speaker, Duration patience)
      throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(target, CONNECT_MILLIS);
      socket.setSoTimeout((int) patience.toMillis());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    Line line = new Line(socket, speaker);
    speaker.greet(line.outgoing);
    return line;
  }

  /// Writes, and waits for the answer: nothing if it was acknowledged, else the first word of the
  /// error. An exception means that no answer came, and that this line is of no more use.
  @Nullable String write(byte[] key, byte[] value) throws IOException {
    end = End.NONE;
    failure = null;
    speaker.set(key, value, outgoing);
    flush();
    while (end == End.NONE) {
      int length = socket.getInputStream().read(incoming);
      if (length < 0) {
        throw new EOFException("the server closed the connection");
      }
      speaker.receive(incoming, length, this, outgoing);
      flush();
    }
    return failure;
  }

  private void flush() throws IOException {
    socket.getOutputStream().write(outgoing.array(), 0, outgoing.position());
    outgoing.clear();
  }

  @Override
  public void succeeded() {
    end = End.DONE;
  }

  @Override
  public void failed(String prefix) {
    end = End.FAILED;
    failure = prefix;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException unimportant) {
      // The descriptor is gone either way.
    }
  }
}
