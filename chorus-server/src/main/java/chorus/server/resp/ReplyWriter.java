package chorus.server.resp;

import chorus.resp.Output;
import chorus.resp.Protocol;
import chorus.resp.Reply;
import chorus.resp.ReplyEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.List;

/// Encodes one connection's replies and hands them to its socket: what is written within one turn
/// of the loop leaves as one buffer and one flush. Used on the connection's loop.
// Netty tells of every failure by closing the channel, which is watched.
@SuppressWarnings("FutureReturnValueIgnored")
final class ReplyWriter {
  /// Encoded bytes above which they are handed on, so that no huge array is built.
  private static final int HAND_ON = 1 << 20;

  private final Channel channel;
  private final long mostBytes;
  private final RespCounters counters;
  private final Output output = new Output();
  private boolean flushIsDue;
  private boolean ended;

  /// Above `mostBytes` that the client has not fetched, the connection is closed.
  ReplyWriter(Channel channel, long mostBytes, RespCounters counters) {
    this.channel = channel;
    this.mostBytes = mostBytes;
    this.counters = counters;
  }

  void write(List<Reply> replies, Protocol protocol) {
    for (Reply reply : replies) {
      if (ended) {
        return;
      }
      if (reply instanceof Reply.Error) {
        counters.errorReplies.increment();
      }
      ReplyEncoder.encode(reply, protocol, output);
      if (output.writtenLength() > HAND_ON) {
        handOn();
      }
    }
    if (!flushIsDue) {
      flushIsDue = true;
      channel.eventLoop().execute(this::flush);
    }
  }

  /// Sends everything that was written.
  void flush() {
    flushIsDue = false;
    handOn();
    channel.flush();
  }

  /// Sends everything that was written, then closes; what is written later is lost.
  void end() {
    if (!ended) {
      handOn();
      ended = true;
      channel.writeAndFlush(channel.alloc().buffer(0, 0)).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /// Bytes that the client has not fetched yet.
  long pendingBytes() {
    ChannelOutboundBuffer queued = channel.unsafe().outboundBuffer();
    return output.writtenLength() + (queued == null ? 0 : queued.totalPendingWriteBytes());
  }

  private void handOn() {
    int length = output.writtenLength();
    if (length == 0 || ended) {
      return;
    }
    if (pendingBytes() > mostBytes) {
      counters.outputLimitCloses.increment();
      ended = true;
      channel.close();
      return;
    }
    ByteBuf buffer = channel.alloc().ioBuffer(length);
    buffer.writeBytes(output.array(), 0, length);
    output.clear();
    counters.outputBytes.add(length);
    channel.write(buffer, channel.voidPromise());
  }
}
