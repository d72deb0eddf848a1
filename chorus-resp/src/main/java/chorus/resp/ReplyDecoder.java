package chorus.resp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns one connection's bytes into replies, in either version of the protocol: the type of each
/// reply stands in its first byte. The mirror of [ReplyEncoder], for clients.
///
/// Use: [#feed] a chunk, then [#decode] until the answer is `NeedMore` (or `Failed`, which is for
/// ever). Attributes are read and dropped. RESP3's streamed types, which no server sends, are
/// faults.
public final class ReplyDecoder {

  private enum State {
    TYPE,
    LINE,
    BULK
  }

  private final ChunkReader reader = new ChunkReader();
  private final ReplyLimits limits;

  /// The aggregates around the next element, the innermost first.
  private final Deque<Aggregate> open = new ArrayDeque<>();

  private State state = State.TYPE;
  private char type;
  private long replyBytes;
  private @Nullable ProtocolError failure;

  /// A decoder at the start of a stream.
  public ReplyDecoder(ReplyLimits limits) {
    this.limits = limits;
  }

  /// Lends the next bytes of the stream, `chunk[from, to)`: the caller leaves them alone until
  /// [#decode] answers `NeedMore`, and feeds no other chunk before. After a failure it does
  /// nothing.
  public void feed(byte[] chunk, int from, int to) {
    if (failure == null) {
      reader.feed(chunk, from, to);
    }
  }

  /// All replies that are complete, pushes included.
  public Decoded<Reply> decode() {
    List<Reply> replies = new ArrayList<>();
    while (failure == null && reader.hasNext()) {
      Reply element = nextElement();
      Reply reply = element == null ? null : closeAround(element);
      if (reply != null) {
        replies.add(reply);
        replyBytes = 0;
      }
    }
    reader.release();
    if (!replies.isEmpty()) {
      return new Decoded.Batch<>(replies);
    }
    return failure == null ? new Decoded.NeedMore<>() : new Decoded.Failed<>(failure);
  }

  /// Puts `element` into the aggregate that waits for it, and that one into the next while they
  /// become complete; the whole reply, or null if there is more to come.
  private @Nullable Reply closeAround(Reply element) {
    Reply complete = element;
    while (!open.isEmpty()) {
      Aggregate innermost = open.getFirst();
      innermost.add(complete);
      if (!innermost.isComplete()) {
        return null;
      }
      open.removeFirst();
      if (innermost.isAttribute()) {
        return null;
      }
      complete = innermost.toReply();
    }
    return complete;
  }

  /// One step; the element that it completed, if any.
  private @Nullable Reply nextElement() {
    return switch (state) {
      case TYPE -> readType();
      case LINE -> readLine();
      case BULK -> readBulk();
    };
  }

  private @Nullable Reply readType() {
    type = (char) (reader.peek() & 0xff);
    if ("+-:$*_,#!=(%~>|".indexOf(type) < 0) {
      return malformed("unknown reply type 0x" + Integer.toHexString(type));
    }
    reader.skip();
    state = State.LINE;
    return null;
  }

  private @Nullable Reply readLine() {
    switch (reader.readLine(limits.maxLineBytes())) {
      case NEED_MORE -> {
        return null;
      }
      case BROKEN -> {
        return tooBig("line of a reply is longer than " + limits.maxLineBytes() + " bytes");
      }
      case DONE -> state = State.TYPE;
    }
    if (!reader.dropCarriageReturn()) {
      return malformed("line of a reply does not end in CRLF");
    }
    if (!charge(ReplyLimits.ELEMENT_OVERHEAD + (long) reader.lineTo() - reader.lineFrom())) {
      return null;
    }
    return switch (type) {
      case '+' -> new Reply.Simple(lineText());
      case '-' -> new Reply.Error(lineText());
      case ':' -> lineIsLong() ? Reply.integer(lineAsLong()) : malformed("invalid integer");
      case ',' -> orMalformed(ReplyText.toDouble(lineText()), "invalid double");
      case '(' -> orMalformed(ReplyText.toBigNumber(lineText()), "invalid big number");
      case '#' -> orMalformed(ReplyText.toBool(lineText()), "invalid boolean");
      case '_' -> lineText().isEmpty() ? Reply.NULL : malformed("invalid null");
      default -> startSized();
    };
  }

  /// Begins a bulk or an aggregate, whose line is its length.
  private @Nullable Reply startSized() {
    long length = lineIsLong() ? lineAsLong() : Long.MIN_VALUE;
    boolean aggregate = Aggregate.isType(type);
    if (length == -1 && (type == '$' || type == '*')) {
      return aggregate ? Reply.NULL_ARRAY : Reply.NULL;
    }
    if (length < 0 || length > Integer.MAX_VALUE) {
      return malformed(aggregate ? "invalid multibulk length" : "invalid bulk length");
    }
    return aggregate ? startAggregate(length) : startBulk((int) length);
  }

  private @Nullable Reply startBulk(int length) {
    if (length > limits.maxBulkBytes()) {
      return tooBig("bulk of a reply is longer than " + limits.maxBulkBytes() + " bytes");
    }
    if (charge(length)) {
      reader.startBulk(length);
      state = State.BULK;
    }
    return null;
  }

  private @Nullable Reply startAggregate(long count) {
    if (type == '>' && !open.isEmpty()) {
      return malformed("a push within a reply");
    }
    Aggregate aggregate = new Aggregate(type, count);
    if (aggregate.isComplete()) {
      return aggregate.isAttribute() ? null : aggregate.toReply();
    }
    if (open.size() == limits.maxDepth()) {
      return tooBig("a reply nests deeper than " + limits.maxDepth());
    }
    open.addFirst(aggregate);
    return null;
  }

  private @Nullable Reply readBulk() {
    switch (reader.readBulk()) {
      case NEED_MORE -> {
        return null;
      }
      case BROKEN -> {
        return malformed("expected CRLF after a bulk");
      }
      case DONE -> state = State.TYPE;
    }
    Bytes bulk = reader.bulk();
    return switch (type) {
      case '$' -> Reply.bulk(bulk);
      case '!' -> new Reply.Error(bulk.utf8());
      default -> orMalformed(ReplyText.toVerbatim(bulk), "invalid verbatim string");
    };
  }

  private boolean charge(long bytes) {
    replyBytes += bytes;
    if (replyBytes > limits.maxReplyBytes()) {
      tooBig("a reply takes more than " + limits.maxReplyBytes() + " bytes");
      return false;
    }
    return true;
  }

  private String lineText() {
    int from = reader.lineFrom();
    return new String(reader.line(), from, reader.lineTo() - from, StandardCharsets.UTF_8);
  }

  private boolean lineIsLong() {
    return Decimal.isLong(reader.line(), reader.lineFrom(), reader.lineTo());
  }

  private long lineAsLong() {
    return Decimal.toLong(reader.line(), reader.lineFrom(), reader.lineTo());
  }

  private @Nullable Reply orMalformed(@Nullable Reply reply, String detail) {
    return reply == null ? malformed(detail) : reply;
  }

  private @Nullable Reply malformed(String detail) {
    failure = ProtocolError.malformed(detail);
    return null;
  }

  private @Nullable Reply tooBig(String detail) {
    failure = ProtocolError.limit(detail);
    return null;
  }
}
