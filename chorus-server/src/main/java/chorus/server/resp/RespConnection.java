package chorus.server.resp;

import chorus.resp.Bytes;
import chorus.resp.Decoded;
import chorus.resp.Protocol;
import chorus.resp.ProtocolError;
import chorus.resp.Reply;
import chorus.resp.RequestDecoder;
import chorus.session.ClientSession;
import chorus.session.ReplySink;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's connection: decodes what comes into one batch per socket read, and is the sink of
/// the session's replies. All state belongs to the connection's loop.
///
/// Back-pressure: the socket is not read while the client has too much under way, fetches its
/// replies too slowly, or the session asks for it.
// Netty tells of every failure by closing the channel, which is watched.
@SuppressWarnings("FutureReturnValueIgnored")
final class RespConnection extends SimpleChannelInboundHandler<ByteBuf> implements ReplySink {
  private static final Logger LOG = LoggerFactory.getLogger(RespConnection.class);
  private static final int CHUNK = 64 << 10;

  /// The decoder reads arrays; one per loop is enough, since it keeps nothing of a chunk.
  private static final FastThreadLocal<byte[]> CHUNKS =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[CHUNK];
        }
      };

  private final RespServer server;
  private final Channel channel;
  private final RequestDecoder decoder;
  private final ReplyWriter writer;
  private final Underway underway = new Underway();
  private @Nullable ClientSession session;

  private List<List<Bytes>> batch = new ArrayList<>();
  private long batchBytes;
  private boolean pausedBySession;
  private @Nullable ProtocolError broken;

  RespConnection(RespServer server, Channel channel) {
    this.server = server;
    this.channel = channel;
    this.decoder = new RequestDecoder(server.limits().decoder());
    this.writer = new ReplyWriter(channel, server.limits().outputBytes(), server.counters());
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    server.guard(() -> session = server.open(channel, this));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf in) {
    int size = in.readableBytes();
    server.counters().inputBytes.add(size);
    batchBytes += size;
    byte[] chunk = CHUNKS.get();
    while (in.isReadable() && broken == null) {
      int length = Math.min(in.readableBytes(), chunk.length);
      in.readBytes(chunk, 0, length);
      decoder.feed(chunk, 0, length);
      decode();
    }
  }

  private void decode() {
    while (true) {
      switch (decoder.decode(server.limits().underwayCommands())) {
        case Decoded.Batch<List<Bytes>>(List<List<Bytes>> commands) -> gather(commands);
        case Decoded.NeedMore<List<Bytes>> _ -> {
          return;
        }
        case Decoded.Failed<List<Bytes>>(ProtocolError error) -> {
          broken = error;
          return;
        }
      }
    }
  }

  private void gather(List<List<Bytes>> commands) {
    if (batch.isEmpty()) {
      batch = commands;
    } else {
      batch.addAll(commands);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    submit();
    if (broken != null) {
      endIfBroken();
    }
    applyPressure();
  }

  private void submit() {
    if (batch.isEmpty() || session == null) {
      return;
    }
    List<List<Bytes>> commands = batch;
    batch = new ArrayList<>();
    underway.add(commands.size(), batchBytes);
    batchBytes = 0;
    server.counters().commands.add(commands.size());
    ClientSession receiver = session;
    server.guard(() -> receiver.submit(commands));
  }

  /// A stream that broke ends with the error, after the replies of the commands before it. Until
  /// then what comes is read and thrown away, so that the client's end is still seen.
  private void endIfBroken() {
    if (broken == null || underway.commands() > 0) {
      return;
    }
    if (broken.cause() == ProtocolError.Cause.CROSS_PROTOCOL) {
      server.warn(
          "possible attack: "
              + channel.remoteAddress()
              + " speaks HTTP to the RESP port; the connection is closed");
    } else {
      writer.write(List.of(broken.reply()), Protocol.RESP2);
    }
    writer.end();
  }

  @Override
  public void write(List<Reply> replies, Protocol protocol) {
    onLoop(() -> {
      writer.write(replies, protocol);
      underway.answer(replies.size());
      endIfBroken();
      applyPressure();
    });
  }

  @Override
  public void unanswered(int commands) {
    onLoop(() -> {
      underway.answer(commands);
      endIfBroken();
      applyPressure();
    });
  }

  @Override
  public void pauseReading() {
    onLoop(() -> paused(true));
  }

  @Override
  public void resumeReading() {
    onLoop(() -> paused(false));
  }

  private void paused(boolean now) {
    pausedBySession = now;
    applyPressure();
  }

  @Override
  public void close() {
    onLoop(writer::end);
  }

  private void onLoop(Runnable task) {
    if (channel.eventLoop().inEventLoop()) {
      task.run();
      return;
    }
    try {
      channel.eventLoop().execute(task);
    } catch (RejectedExecutionException stopping) {
      LOG.debug("replies to {} are lost, the loop is stopping", channel.remoteAddress(), stopping);
    }
  }

  private void applyPressure() {
    boolean tooMuch =
        pausedBySession
            || !channel.isWritable()
            || underway.bytes() > server.limits().underwayBytes()
            || underway.commands() >= server.limits().underwayCommands();
    boolean reads = broken != null || !tooMuch;
    if (channel.config().isAutoRead() != reads) {
      channel.config().setAutoRead(reads);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    applyPressure();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (session != null) {
      ClientSession gone = session;
      session = null;
      server.guard(gone::closed);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.warn("closing {}", channel.remoteAddress(), cause);
    }
    context.close();
  }
}
