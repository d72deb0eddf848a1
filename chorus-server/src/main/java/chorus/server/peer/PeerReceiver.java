package chorus.server.peer;

import chorus.base.NodeId;
import chorus.env.Message;
import chorus.resp.Bytes;
import chorus.server.env.SparseLog;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One incoming connection: a greeting, then messages. Whatever is wrong closes it; the other side
/// dials again.
// Netty tells of every failure by closing the channel, which is watched.
@SuppressWarnings("FutureReturnValueIgnored")
final class PeerReceiver extends SimpleChannelInboundHandler<Bytes> {
  private static final Logger LOG = LoggerFactory.getLogger(PeerReceiver.class);
  private static final long GREETING_WAIT_SECONDS = 2;

  /// No message is longer, in bytes.
  static final int LONGEST_MESSAGE = 80 << 20;

  private final PeerNetwork network;
  private final FrameDecoder decoder;
  private final SparseLog refusals;
  private @Nullable NodeId from;

  PeerReceiver(PeerNetwork network, FrameDecoder decoder, SparseLog refusals) {
    this.network = network;
    this.decoder = decoder;
    this.refusals = refusals;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context
        .executor()
        .schedule(
            () -> {
              if (from == null && context.channel().isActive()) {
                refuse(context, "does not greet");
              }
            },
            GREETING_WAIT_SECONDS,
            TimeUnit.SECONDS);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Bytes payload) {
    if (from == null) {
      greet(context, payload);
    } else {
      receive(context, from, payload);
    }
  }

  private void greet(ChannelHandlerContext context, Bytes payload) {
    Optional<Greeting> greeting = Greeting.decode(payload);
    Optional<String> objection =
        greeting.map(network::objection).orElse(Optional.of("does not greet"));
    if (greeting.isEmpty() || objection.isPresent()) {
      refuse(context, objection.orElse("does not greet"));
      return;
    }
    from = greeting.get().from();
    network.greeted(from);
    decoder.accept(LONGEST_MESSAGE);
    Bytes answer = network.greetingTo(from).encode();
    ByteBuf frame = context.alloc().ioBuffer(FrameEncoder.HEADER + answer.length());
    FrameEncoder.encode(answer, frame);
    context.writeAndFlush(frame, context.voidPromise());
  }

  private void receive(ChannelHandlerContext context, NodeId sender, Bytes payload) {
    Message message;
    try {
      message = network.decode(payload);
    } catch (RuntimeException garbage) {
      LOG.warn("{} sent what is no message, closing: {}", sender, garbage.toString());
      context.close();
      return;
    }
    network.received(sender, message, payload.length());
  }

  private void refuse(ChannelHandlerContext context, String why) {
    refusals.warn("refused a peer from " + context.channel().remoteAddress() + ": it " + why);
    context.close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    refusals.warn(
        "the connection from "
            + (from == null ? context.channel().remoteAddress() : from)
            + " broke: "
            + cause);
    context.close();
  }
}
