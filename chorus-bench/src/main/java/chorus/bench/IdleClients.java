package chorus.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/// Connections on which each client sent one PING, had its answer, and is silent since.
final class IdleClients implements AutoCloseable {
  private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(US_ASCII);
  private static final int PONG_BYTES = "+PONG\r\n".length();

  private final List<SocketChannel> channels = new ArrayList<>();

  /// Opens `count` connections, one after the other.
  static IdleClients open(InetSocketAddress server, int count) throws IOException {
    IdleClients clients = new IdleClients();
    try {
      for (int i = 0; i < count; i++) {
        clients.connect(server);
      }
    } catch (IOException e) {
      int opened = clients.channels.size();
      clients.close();
      throw new IOException("connection %d of %d failed".formatted(opened, count), e);
    }
    return clients;
  }

  /// How many they are.
  int count() {
    return channels.size();
  }

  private void connect(InetSocketAddress server) throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    channels.add(channel);
    channel.write(ByteBuffer.wrap(PING));
    ByteBuffer answer = ByteBuffer.allocate(PONG_BYTES);
    while (answer.hasRemaining()) {
      if (channel.read(answer) < 0) {
        throw new IOException("the server closed it");
      }
    }
    if (answer.get(0) != '+') {
      throw new IOException(new String(answer.array(), US_ASCII));
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }
}
