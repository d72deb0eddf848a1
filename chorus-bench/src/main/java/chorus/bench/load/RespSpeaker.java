package chorus.bench.load;

import chorus.resp.Bytes;
import chorus.resp.Decoded;
import chorus.resp.Output;
import chorus.resp.Reply;
import chorus.resp.ReplyDecoder;
import chorus.resp.ReplyLimits;
import chorus.resp.RequestEncoder;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Speaks the Redis protocol, version 2. A read that finds nothing is the failure `NIL`: every key
/// was written before.
public final class RespSpeaker implements Speaker {
  private static final Bytes SET = Bytes.utf8("SET");
  private static final Bytes GET = Bytes.utf8("GET");
  private static final int WAIT_MILLIS = 5000;

  private final ReplyDecoder decoder = new ReplyDecoder(ReplyLimits.DEFAULT);
  private final Output output = new Output();

  /// How many replicas each write waits for with `WAIT`; 0 sends none.
  private final int waitedReplicas;

  /// Whether the next reply is the one to a `WAIT`.
  private boolean waitNext;

  private @Nullable String writeFailure;

  /// The database that is selected first; 0 selects none, since connections begin there.
  private final int index;

  /// Whether the next reply is the one to SELECT.
  private boolean selectNext;

  private RespSpeaker(int waitedReplicas, int index) {
    this.waitedReplicas = waitedReplicas;
    this.index = index;
  }

  /// Operations are commands.
  public static RespSpeaker plain() {
    return selecting(0);
  }

  /// Operations are commands to database `index`.
  public static RespSpeaker selecting(int index) {
    return new RespSpeaker(0, index);
  }

  /// Each write is followed by `WAIT replicas`, in the same packet, and is done when both are
  /// answered. Only for workloads that write.
  public static RespSpeaker waitingFor(int replicas) {
    return new RespSpeaker(replicas, 0);
  }

  @Override
  public void greet(ByteBuffer to) {
    if (index > 0) {
      command(List.of(Bytes.utf8("SELECT"), Bytes.utf8(Integer.toString(index))), to);
      selectNext = true;
    }
  }

  @Override
  public void set(byte[] key, byte[] value, ByteBuffer to) {
    command(List.of(SET, Bytes.wrap(key), Bytes.wrap(value)), to);
    if (waitedReplicas > 0) {
      command(
          List.of(
              Bytes.utf8("WAIT"),
              Bytes.utf8(Integer.toString(waitedReplicas)),
              Bytes.utf8(Integer.toString(WAIT_MILLIS))),
          to);
    }
  }

  @Override
  public void get(byte[] key, ByteBuffer to) {
    command(List.of(GET, Bytes.wrap(key)), to);
  }

  private void command(List<Bytes> words, ByteBuffer to) {
    output.clear();
    RequestEncoder.encode(words, output);
    to.put(output.array(), 0, output.writtenLength());
  }

  @Override
  public void receive(byte[] from, int length, Outcomes outcomes, ByteBuffer to) {
    decoder.feed(from, 0, length);
    while (true) {
      switch (decoder.decode()) {
        case Decoded.Batch<Reply>(var replies) -> replies.forEach(reply -> take(reply, outcomes));
        case Decoded.NeedMore<Reply>() -> {
          return;
        }
        case Decoded.Failed<Reply>(var error) -> throw new IllegalStateException(error.text());
      }
    }
  }

  private void take(Reply reply, Outcomes outcomes) {
    String failure = failure(reply);
    if (selectNext) {
      selectNext = false;
      if (failure != null) {
        throw new IllegalStateException(
            "the server does not select %d: %s".formatted(index, reply));
      }
      return;
    }
    if (waitedReplicas > 0 && !waitNext) {
      waitNext = true;
      writeFailure = failure;
      return;
    }
    if (waitNext) {
      waitNext = false;
      failure = writeFailure != null ? writeFailure : failure;
    }
    if (failure == null) {
      outcomes.succeeded();
    } else {
      outcomes.failed(failure);
    }
  }

  private @Nullable String failure(Reply reply) {
    return switch (reply) {
      case Reply.Error error -> error.prefix();
      case Reply.Null absent -> "NIL";
      case Reply.Int(long copies) when waitNext && copies < waitedReplicas -> "TOO-FEW-COPIES";
      default -> null;
    };
  }
}
