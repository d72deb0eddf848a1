package chorus.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One connection: at most one batch of operations under way.
final class Lane implements AutoCloseable, Speaker.Outcomes {
  /// Room in the send buffer for what the protocol adds to a batch.
  private static final int SPARE_BYTES = 8 * 1024;

  private static final int OPERATION_OVERHEAD_BYTES = 512;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Speaker speaker;
  private final Tally tally;
  private final ByteBuffer outgoing;
  private final ByteBuffer incoming = ByteBuffer.allocate(64 * 1024);
  private int underway;
  private long sentAtNanos;
  private long nowNanos;

  Lane(InetSocketAddress target, Speaker speaker, Selector selector, Workload work, Tally tally)
      throws IOException {
    this.speaker = speaker;
    this.tally = tally;
    int batch = work.depth() * (work.valueBytes() + OPERATION_OVERHEAD_BYTES);
    this.outgoing = ByteBuffer.allocate(batch + SPARE_BYTES);
    this.channel = SocketChannel.open(target);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    this.key = channel.register(selector, SelectionKey.OP_READ, this);
    speaker.greet(outgoing);
  }

  boolean isIdle() {
    return underway == 0;
  }

  /// How many operations are not answered yet.
  int underway() {
    return underway;
  }

  /// Sends the next batch, of `count` operations.
  void send(Workload.Operation operation, int count, Payloads payloads) throws IOException {
    for (int i = 0; i < count; i++) {
      boolean reads =
          switch (operation) {
            case GET -> true;
            case SET, FILL -> false;
            case MIX -> payloads.heads();
          };
      byte[] next = operation == Workload.Operation.FILL ? payloads.nextKey() : payloads.anyKey();
      if (reads) {
        speaker.get(next, outgoing);
      } else {
        speaker.set(next, payloads.value(), outgoing);
      }
    }
    underway = count;
    sentAtNanos = System.nanoTime();
    flush();
  }

  /// Does what the selector says is possible.
  void proceed() throws IOException {
    if (key.isReadable()) {
      int length = channel.read(incoming.clear());
      if (length < 0) {
        throw new EOFException("the server closed a connection");
      }
      nowNanos = System.nanoTime();
      speaker.receive(incoming.array(), length, this, outgoing);
    }
    flush();
  }

  private void flush() throws IOException {
    outgoing.flip();
    channel.write(outgoing);
    boolean more = outgoing.hasRemaining();
    outgoing.compact();
    int interest = more ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    if (key.interestOps() != interest) {
      key.interestOps(interest);
    }
  }

  @Override
  public void succeeded() {
    underway--;
    tally.succeeded(nowNanos - sentAtNanos);
  }

  @Override
  public void failed(String prefix) {
    underway--;
    tally.failed(prefix);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
