package chorus.server.peer;

import chorus.base.NodeId;
import chorus.resp.Bytes;
import chorus.server.env.Listening;
import chorus.server.env.SparseLog;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The outgoing connection to one peer: kept up for ever, by a retry that backs off.
///
/// While it is down, messages are dropped and not kept: what was true a second ago is of no use to
/// the other side, and whoever sent it sends again.
// Netty tells of every failure by closing the channel, which is watched.
@SuppressWarnings("FutureReturnValueIgnored")
final class PeerLink {
  private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);
  private static final long FIRST_RETRY_MILLIS = 50;
  private static final long LAST_RETRY_MILLIS = 1_000;
  private static final int CONNECT_WAIT_MILLIS = 1_000;
  private static final Duration GREETING_WAIT = Duration.ofSeconds(2);

  /// Without progress for so long the other side is taken for gone: a host that lost its power
  /// sends no goodbye.
  private static final Duration STALL = Duration.ofSeconds(5);

  private static final int WATCH_SECONDS = 1;

  private final Greeting greeting;
  private final InetSocketAddress address;
  private final EventLoop loop;
  private final SendQueue queue;
  private final SparseLog sparse = new SparseLog(LOG);

  private @Nullable Channel dialled;
  private @Nullable ScheduledFuture<?> retry;
  private long retryMillis = FIRST_RETRY_MILLIS;
  private boolean closed;

  /// `greeting` says who calls whom; everything happens on `loop`.
  PeerLink(Greeting greeting, InetSocketAddress address, EventLoop loop, PeerCounters counters) {
    this.greeting = greeting;
    this.address = address;
    this.loop = loop;
    this.queue = new SendQueue(loop, counters);
  }

  /// Where the peer is. Any thread.
  InetSocketAddress address() {
    return address;
  }

  /// Begins to connect. Any thread.
  void open() {
    loop.execute(this::dial);
  }

  /// Any thread.
  void close() {
    loop.execute(() -> {
      closed = true;
      if (dialled != null) {
        dialled.close();
      }
    });
  }

  /// Whether both sides have greeted, so that a message would go out. Any thread.
  boolean isUp() {
    return queue.isAttached();
  }

  /// Any thread.
  void send(Bytes payload) {
    queue.offer(payload);
  }

  private NodeId peer() {
    return greeting.to();
  }

  private void dial() {
    if (closed) {
      return;
    }
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_WAIT_MILLIS)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new FrameDecoder(), new Dialogue());
                dialled = channel;
                channel.closeFuture().addListener(_ -> lost());
              }
            })
        .connect(address)
        .addListener(connected -> {
          if (!connected.isSuccess()) {
            sparse.warn(
                "no connection to "
                    + peer()
                    + " at "
                    + Listening.text(address)
                    + ": "
                    + connected.cause());
          }
        });
  }

  private void lost() {
    dialled = null;
    queue.detach();
    if (!closed && !loop.isShuttingDown()) {
      retry = loop.schedule(this::dial, retryMillis, TimeUnit.MILLISECONDS);
      retryMillis = Math.min(2 * retryMillis, LAST_RETRY_MILLIS);
    }
  }

  /// The peer has just connected to this node, so it is worth to try at once. On the loop.
  void hurry() {
    if (dialled == null && retry != null && retry.cancel(false)) {
      dial();
    }
  }

  private void greeted(Channel channel) {
    retryMillis = FIRST_RETRY_MILLIS;
    sparse.reset();
    LOG.info("connected to {} at {}", peer(), Listening.text(address));
    queue.attach(channel);
    watch(channel);
  }

  private void watch(Channel channel) {
    if (!channel.isActive()) {
      return;
    }
    if (queue.isStalled(STALL)) {
      sparse.warn(
          peer()
              + " at "
              + Listening.text(address)
              + " has taken nothing for "
              + STALL
              + "; reconnecting");
      channel.close();
      return;
    }
    loop.schedule(() -> watch(channel), WATCH_SECONDS, TimeUnit.SECONDS);
  }

  /// Greets, waits for the answer, then only writes: the other side has nothing more to say here.
  private final class Dialogue extends SimpleChannelInboundHandler<Bytes> {
    private boolean answered;

    @Override
    public void channelActive(ChannelHandlerContext context) {
      Bytes hello = greeting.encode();
      ByteBuf frame = context.alloc().ioBuffer(FrameEncoder.HEADER + hello.length());
      FrameEncoder.encode(hello, frame);
      context.writeAndFlush(frame, context.voidPromise());
      context
          .executor()
          .schedule(() -> giveUp(context), GREETING_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void giveUp(ChannelHandlerContext context) {
      if (!answered && context.channel().isActive()) {
        sparse.warn(peer() + " at " + Listening.text(address) + " does not answer the greeting");
        context.close();
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Bytes payload) {
      Optional<String> objection =
          Greeting.decode(payload)
              .map(answer -> answer.objection(greeting.cluster(), greeting.from()))
              .orElse(Optional.of("does not greet"));
      if (answered || objection.isPresent()) {
        sparse.warn(
            peer() + " at " + Listening.text(address) + " " + objection.orElse("talks back"));
        context.close();
        return;
      }
      answered = true;
      greeted(context.channel());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      if (answered) {
        queue.drain();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      sparse.warn(
          "the connection to " + peer() + " at " + Listening.text(address) + " broke: " + cause);
      context.close();
    }
  }
}
