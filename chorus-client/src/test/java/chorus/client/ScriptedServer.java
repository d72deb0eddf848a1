package chorus.client;

import chorus.resp.Bytes;
import chorus.resp.Decoded;
import chorus.resp.DecoderLimits;
import chorus.resp.RequestDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/// A server on loopback that answers each command with raw bytes which the test chooses; an empty
/// answer closes the connection.
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listening;
  private final Thread thread;

  private ScriptedServer(ServerSocket listening, Function<List<Bytes>, String> script) {
    this.listening = listening;
    this.thread = Thread.ofVirtual().start(() -> serve(script));
  }

  static ScriptedServer answering(Function<List<Bytes>, String> script) throws IOException {
    return new ScriptedServer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), script);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void serve(Function<List<Bytes>, String> script) {
    try (Socket socket = listening.accept()) {
      answer(script, socket.getInputStream(), socket.getOutputStream());
    } catch (IOException e) {
      // The client or the test has closed its end.
    }
  }

  private static void answer(Function<List<Bytes>, String> script, InputStream in, OutputStream out)
      throws IOException {
    RequestDecoder decoder = new RequestDecoder(DecoderLimits.AUTHENTICATED);
    byte[] chunk = new byte[4096];
    for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
      decoder.feed(chunk, 0, length);
      while (decoder.decode(1000) instanceof Decoded.Batch<List<Bytes>>(var commands)) {
        for (List<Bytes> command : commands) {
          String answer = script.apply(command);
          if (answer.isEmpty()) {
            return;
          }
          out.write(answer.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    joinServing();
  }

  private void joinServing() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
