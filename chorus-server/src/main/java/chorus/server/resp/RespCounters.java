package chorus.server.resp;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// What clients did on this node since its start.
public final class RespCounters {
  final LongAdder connected = new LongAdder();
  final LongAdder accepted = new LongAdder();
  final LongAdder rejected = new LongAdder();
  final LongAdder commands = new LongAdder();
  final LongAdder inputBytes = new LongAdder();
  final LongAdder outputBytes = new LongAdder();
  final LongAdder errorReplies = new LongAdder();
  final LongAdder outputLimitCloses = new LongAdder();

  /// Begins to count anew, all but the connections that are open.
  public void reset() {
    List.of(accepted, rejected, commands, inputBytes, outputBytes, errorReplies, outputLimitCloses)
        .forEach(LongAdder::reset);
  }

  /// Connections that are open now.
  public long connected() {
    return connected.sum();
  }

  /// Connections that were ever accepted.
  public long accepted() {
    return accepted.sum();
  }

  /// Connections that were one too many.
  public long rejected() {
    return rejected.sum();
  }

  /// Commands that were decoded.
  public long commands() {
    return commands.sum();
  }

  public long inputBytes() {
    return inputBytes.sum();
  }

  public long outputBytes() {
    return outputBytes.sum();
  }

  /// Replies that were errors.
  public long errorReplies() {
    return errorReplies.sum();
  }

  /// Connections that were closed because they did not fetch their replies.
  public long outputLimitCloses() {
    return outputLimitCloses.sum();
  }
}
