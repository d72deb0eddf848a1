package chorus.command.redis;

import chorus.resp.Bytes;
import chorus.resp.Decoded;
import chorus.resp.Output;
import chorus.resp.Reply;
import chorus.resp.ReplyDecoder;
import chorus.resp.ReplyLimits;
import chorus.resp.RequestEncoder;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A redis-server of its own, empty and without a disk, and one connection to it.
final class RedisServer implements AutoCloseable {
  private static final String PROGRAM = "redis-server";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final Socket socket;
  private final ReplyDecoder decoder = new ReplyDecoder(ReplyLimits.DEFAULT);
  private final byte[] chunk = new byte[1 << 16];

  private RedisServer(Process process, Socket socket) {
    this.process = process;
    this.socket = socket;
  }

  /// Empty where the machine has none of the version that Chorus is compared with.
  static Optional<RedisServer> start() throws IOException, InterruptedException {
    if (!isInstalled()) {
      return Optional.empty();
    }
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process process =
        new ProcessBuilder(
                PROGRAM,
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return Optional.of(new RedisServer(process, connect(process, port)))
        .filter(RedisServer::isComparable);
  }

  Reply call(List<Bytes> words) throws IOException {
    var request = new Output();
    RequestEncoder.encode(words, request);
    socket.getOutputStream().write(request.toByteArray());
    while (true) {
      if (decoder.decode() instanceof Decoded.Batch<Reply>(var replies)) {
        return replies.getFirst();
      }
      int read = socket.getInputStream().read(chunk);
      if (read < 0) {
        throw new IOException("redis-server closed the connection at " + words);
      }
      decoder.feed(chunk, 0, read);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    process.destroy();
  }

  private boolean isComparable() {
    try {
      Reply info = call(List.of(Bytes.utf8("INFO"), Bytes.utf8("server")));
      if (info instanceof Reply.Bulk(Bytes text) && text.utf8().contains("redis_version:7.0.")) {
        return true;
      }
      close();
      return false;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isInstalled() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, PROGRAM)));
  }

  private static Socket connect(Process process, int port)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
      } catch (IOException e) {
        if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
          process.destroy();
          throw e;
        }
      }
    }
  }
}
