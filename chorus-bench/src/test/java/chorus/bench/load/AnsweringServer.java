package chorus.bench.load;

import chorus.resp.Bytes;
import chorus.resp.Decoded;
import chorus.resp.DecoderLimits;
import chorus.resp.RequestDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/// A server that answers the command with number N, from 1, with what a function says; it hangs up
/// when that is nothing.
final class AnsweringServer implements AutoCloseable {
  private final ServerSocket listening;
  private final LongFunction<String> answers;
  private final AtomicLong commands = new AtomicLong();

  private AnsweringServer(ServerSocket listening, LongFunction<String> answers) {
    this.listening = listening;
    this.answers = answers;
  }

  static AnsweringServer start(LongFunction<String> answers) throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    AnsweringServer server = new AnsweringServer(socket, answers);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
  }

  long commands() {
    return commands.get();
  }

  private void accept() {
    while (true) {
      try {
        Socket client = listening.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    RequestDecoder decoder = new RequestDecoder(DecoderLimits.AUTHENTICATED);
    byte[] chunk = new byte[4096];
    try (client) {
      int length = client.getInputStream().read(chunk);
      while (length > 0) {
        decoder.feed(chunk, 0, length);
        while (decoder.decode(1) instanceof Decoded.Batch<List<Bytes>>) {
          String answer = answers.apply(commands.incrementAndGet());
          if (answer.isEmpty()) {
            return;
          }
          client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        }
        length = client.getInputStream().read(chunk);
      }
    } catch (IOException gone) {
      // The client has what it wanted.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
