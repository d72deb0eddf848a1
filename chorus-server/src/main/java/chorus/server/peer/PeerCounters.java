package chorus.server.peer;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// What went between this node and the others, since the start.
public final class PeerCounters {
  final LongAdder sentMessages = new LongAdder();
  final LongAdder sentBytes = new LongAdder();
  final LongAdder receivedMessages = new LongAdder();
  final LongAdder receivedBytes = new LongAdder();
  final LongAdder droppedMessages = new LongAdder();

  /// Begins to count anew.
  public void reset() {
    List.of(sentMessages, sentBytes, receivedMessages, receivedBytes, droppedMessages)
        .forEach(LongAdder::reset);
  }

  public long sentMessages() {
    return sentMessages.sum();
  }

  public long sentBytes() {
    return sentBytes.sum();
  }

  public long receivedMessages() {
    return receivedMessages.sum();
  }

  public long receivedBytes() {
    return receivedBytes.sum();
  }

  /// Messages that were not sent: no connection, the queue full, the link cut.
  public long droppedMessages() {
    return droppedMessages.sum();
  }
}
