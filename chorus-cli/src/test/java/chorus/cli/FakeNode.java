package chorus.cli;

import chorus.cli.cluster.HostAndPort;
import chorus.resp.Bytes;
import chorus.resp.Decoded;
import chorus.resp.DecoderLimits;
import chorus.resp.Output;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.resp.ReplyEncoder;
import chorus.resp.RequestDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/// A node on loopback that answers each command as the test said, and remembers what it was asked.
final class FakeNode implements AutoCloseable {
  private final ServerSocket listening;
  private final Map<String, Reply> answers = new ConcurrentHashMap<>();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  FakeNode() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::acceptAll);
  }

  FakeNode answers(String command, Reply reply) {
    answers.put(command, reply);
    return this;
  }

  HostAndPort address() {
    return HostAndPort.loopback(listening.getLocalPort());
  }

  List<String> asked() {
    return List.copyOf(asked);
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // The test has closed the node.
    }
  }

  private void serve(Socket socket) {
    RequestDecoder decoder = new RequestDecoder(DecoderLimits.AUTHENTICATED);
    byte[] chunk = new byte[4096];
    try (socket) {
      for (int length = socket.getInputStream().read(chunk);
          length >= 0;
          length = socket.getInputStream().read(chunk)) {
        decoder.feed(chunk, 0, length);
        while (decoder.decode(100) instanceof Decoded.Batch<List<Bytes>>(var commands)) {
          for (List<Bytes> command : commands) {
            Output output = new Output();
            ReplyEncoder.encode(answer(command), Protocol.RESP2, output);
            socket.getOutputStream().write(output.toByteArray());
          }
        }
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private Reply answer(List<Bytes> command) {
    String words = command.stream().map(Bytes::utf8).collect(Collectors.joining(" "));
    asked.add(words);
    return answers.getOrDefault(words, Reply.error("ERR", "unknown command '" + words + "'"));
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
