package chorus.server.peer;

import chorus.resp.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What waits for one peer: bounded in bytes, filled by any strand, emptied by the peer's loop.
/// Payloads that gather while the loop or the socket is busy leave as one write.
// Netty tells of every failure by closing the channel, which is watched.
@SuppressWarnings("FutureReturnValueIgnored")
final class SendQueue {
  /// Bytes that may wait for one peer, those in the socket's own queue included.
  static final long MOST_BYTES = 64L << 20;

  /// Payloads are gathered up to about this many bytes per write.
  private static final int GATHER = 1 << 20;

  private final EventLoop loop;
  private final PeerCounters counters;
  private final Queue<Bytes> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicBoolean drainIsDue = new AtomicBoolean();

  /// Written on the loop; read by senders, who drop what there is no connection for.
  private volatile @Nullable Channel channel;

  /// When bytes left last, or there were none to leave; on the loop.
  private long progressNanos;

  SendQueue(EventLoop loop, PeerCounters counters) {
    this.loop = loop;
    this.counters = counters;
  }

  /// Takes the payload, or drops and counts it: without a connection, or above the bound. Any
  /// thread.
  void offer(Bytes payload) {
    if (channel == null) {
      counters.droppedMessages.increment();
      return;
    }
    long size = sizeOf(payload);
    if (bytes.addAndGet(size) > MOST_BYTES) {
      bytes.addAndGet(-size);
      counters.droppedMessages.increment();
      return;
    }
    waiting.add(payload);
    if (drainIsDue.compareAndSet(false, true)) {
      loop.execute(this::drain);
    }
  }

  boolean isAttached() {
    return channel != null;
  }

  /// From now on payloads go over `up`. On the loop.
  void attach(Channel up) {
    progressNanos = System.nanoTime();
    channel = up;
    drain();
  }

  /// The connection is gone, and with it what waited for it. On the loop.
  void detach() {
    channel = null;
    Bytes payload = waiting.poll();
    while (payload != null) {
      bytes.addAndGet(-sizeOf(payload));
      counters.droppedMessages.increment();
      payload = waiting.poll();
    }
  }

  /// Whether bytes have waited for `limit` without one of them leaving. On the loop.
  boolean isStalled(Duration limit) {
    return bytes.get() > 0 && System.nanoTime() - progressNanos > limit.toNanos();
  }

  /// Writes what waits, as far as the socket takes it. On the loop.
  void drain() {
    drainIsDue.set(false);
    Channel up = channel;
    while (up != null && up.isWritable() && !waiting.isEmpty()) {
      write(up, gather(up));
    }
  }

  private ByteBuf gather(Channel up) {
    ByteBuf gathered = up.alloc().ioBuffer();
    while (gathered.readableBytes() < GATHER) {
      Bytes payload = waiting.poll();
      if (payload == null) {
        break;
      }
      FrameEncoder.encode(payload, gathered);
      counters.sentMessages.increment();
    }
    return gathered;
  }

  private void write(Channel up, ByteBuf gathered) {
    int size = gathered.readableBytes();
    if (bytes.get() == size) {
      progressNanos = System.nanoTime();
    }
    up.writeAndFlush(gathered)
        .addListener(_ -> {
          bytes.addAndGet(-size);
          progressNanos = System.nanoTime();
          counters.sentBytes.add(size);
        });
  }

  private static long sizeOf(Bytes payload) {
    return FrameEncoder.HEADER + (long) payload.length();
  }
}
