package chorus.server.resp;

import chorus.resp.Output;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.resp.ReplyEncoder;
import chorus.server.env.FailStop;
import chorus.server.env.Listening;
import chorus.server.env.Loops;
import chorus.server.env.SparseLog;
import chorus.session.ClientSession;
import chorus.session.ReplySink;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Listens for RESP clients and gives each a session.
public final class RespServer {
  private static final WriteBufferWaterMark WATER_MARKS =
      new WriteBufferWaterMark(256 << 10, 1 << 20);

  private final Loops loops;
  private final RespLimits limits;
  private final SessionOpener opener;
  private final FailStop failStop;
  private final RespCounters counters = new RespCounters();
  private final ChannelGroup connections =
      new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final AtomicLong lastId = new AtomicLong();
  private final SparseLog sparse = new SparseLog(LoggerFactory.getLogger(RespServer.class));
  private volatile @Nullable Channel listening;

  /// It does not listen yet. What `opener` or a session throws stops the node.
  public RespServer(Loops loops, RespLimits limits, SessionOpener opener, FailStop failStop) {
    this.loops = loops;
    this.limits = limits;
    this.opener = opener;
    this.failStop = failStop;
  }

  /// Listens at `address` and returns where: port 0 lets the system choose. Blocks until it
  /// listens.
  public InetSocketAddress listen(InetSocketAddress address) throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops.connections())
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 511)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel);
                  }
                });
    Channel bound = Listening.bind(bootstrap, address);
    listening = bound;
    return (InetSocketAddress) bound.localAddress();
  }

  private void accept(Channel channel) {
    if (connections.size() >= limits.clients()) {
      counters.rejected.increment();
      refuse(channel);
      return;
    }
    counters.accepted.increment();
    counters.connected.increment();
    connections.add(channel);
    channel.closeFuture().addListener(_ -> counters.connected.decrement());
    channel.pipeline().addLast(new RespConnection(this, channel));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The answer to one client too many is a courtesy.
  private static void refuse(Channel channel) {
    Output output = new Output();
    ReplyEncoder.encode(
        Reply.error("ERR", "max number of clients reached"), Protocol.RESP2, output);
    channel
        .writeAndFlush(Unpooled.wrappedBuffer(output.toByteArray()))
        .addListener(ChannelFutureListener.CLOSE);
  }

  /// Takes no new connections from now on. Blocks; not on a loop.
  public void stopListening() {
    Channel bound = listening;
    if (bound != null) {
      bound.close().awaitUninterruptibly();
    }
  }

  /// Closes every connection. Blocks; not on a loop.
  public void closeAll() {
    connections.close().awaitUninterruptibly();
  }

  public RespCounters counters() {
    return counters;
  }

  RespLimits limits() {
    return limits;
  }

  ClientSession open(Channel channel, ReplySink replies) {
    return opener.open(
        new Accepted(
            lastId.incrementAndGet(),
            text(channel.remoteAddress()),
            text(channel.localAddress()),
            loops.numberOfClientLoop(channel.eventLoop())),
        replies);
  }

  void guard(Runnable task) {
    failStop.guard("session", task);
  }

  void warn(String text) {
    sparse.warn(text);
  }

  private static String text(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress known
        ? known.getAddress().getHostAddress() + ":" + known.getPort()
        : "?:0";
  }
}
