package chorus.server.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/// A node that greets and then reads nothing more.
final class DeafPeer implements AutoCloseable {
  private final ServerSocket server;
  private final CompletableFuture<Socket> accepted;

  DeafPeer(Greeting greeting) throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    accepted = CompletableFuture.supplyAsync(() -> accept(greeting));
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private Socket accept(Greeting greeting) {
    try {
      Socket socket = server.accept();
      ByteBuf frame = Unpooled.buffer();
      FrameEncoder.encode(greeting.encode(), frame);
      byte[] bytes = new byte[frame.readableBytes()];
      frame.readBytes(bytes);
      socket.getOutputStream().write(bytes);
      return socket;
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() throws IOException {
    accepted.join().close();
    server.close();
  }
}
