package chorus.server.env;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Binds listening sockets.
public final class Listening {
  private Listening() {}

  /// Listens at `address` and returns the socket; blocks until it does. The exception's message is
  /// one line that names the address and what is wrong.
  public static Channel bind(ServerBootstrap server, InetSocketAddress address) throws IOException {
    ChannelFuture bound = server.bind(address).awaitUninterruptibly();
    Throwable failure = bound.cause();
    if (failure != null) {
      throw new IOException(
          "cannot listen on " + text(address) + ": " + failure.getMessage(), failure);
    }
    return bound.channel();
  }

  /// Fails as [#bind] would if somebody listens at `address`; takes nothing itself.
  public static void requireFree(InetSocketAddress address) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(address);
    } catch (IOException taken) {
      throw new IOException("cannot listen on " + text(address) + ": " + taken.getMessage(), taken);
    }
  }

  /// `host:port`.
  public static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }
}
