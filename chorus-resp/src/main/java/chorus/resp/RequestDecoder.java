package chorus.resp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns one connection's bytes into commands: arrays of bulks, and inline commands. The mirror of
/// [RequestEncoder].
///
/// Use: [#feed] a chunk, then [#decode] until the answer is `NeedMore` (or `Failed`, which is for
/// ever). Commands ahead of a fault are still handed out. Asking for one command at a time lets the
/// caller change the limits between two commands of one chunk.
///
/// Source: the protocol's description and Redis 7.0's wording of errors. Redis differs: it does not
/// look at the two bytes behind a bulk, and tells an over-long line only when its end is missing.
public final class RequestDecoder {

  private enum State {
    COMMAND,
    INLINE,
    COUNT,
    BULK_HEADER,
    BULK
  }

  private static final Bytes POST = Bytes.utf8("post");
  private static final Bytes HOST = Bytes.utf8("host:");

  private final ChunkReader reader = new ChunkReader();
  private final ArgumentList.Builder arguments = new ArgumentList.Builder();

  private DecoderLimits limits;
  private State state = State.COMMAND;
  private int remaining;
  private long requestBytes;
  private @Nullable ProtocolError failure;

  /// A decoder at the start of a stream.
  public RequestDecoder(DecoderLimits limits) {
    this.limits = limits;
  }

  /// Changes the limits for all commands that [#decode] has not handed out yet.
  public void limits(DecoderLimits changed) {
    limits = changed;
  }

  /// Lends the next bytes of the stream, `chunk[from, to)`: the caller leaves them alone until
  /// [#decode] answers `NeedMore`, and feeds no other chunk before. After a failure it does
  /// nothing.
  public void feed(byte[] chunk, int from, int to) {
    if (failure == null) {
      reader.feed(chunk, from, to);
    }
  }

  /// The next complete commands, at least one and at most `maxCommands`, each with its name first.
  public Decoded<List<Bytes>> decode(int maxCommands) {
    if (maxCommands < 1) {
      throw new IllegalArgumentException("maxCommands = " + maxCommands + ", must be at least 1");
    }
    List<List<Bytes>> commands = new ArrayList<>();
    while (commands.size() < maxCommands) {
      List<Bytes> command = failure == null ? next() : null;
      if (command == null) {
        break;
      }
      commands.add(command);
    }
    if (!commands.isEmpty()) {
      return new Decoded.Batch<>(commands);
    }
    reader.release();
    return failure == null ? new Decoded.NeedMore<>() : new Decoded.Failed<>(failure);
  }

  /// The next command; null at the end of the chunk and at a failure.
  private @Nullable List<Bytes> next() {
    while (reader.hasNext() && failure == null) {
      List<Bytes> command =
          switch (state) {
            case COMMAND -> readType();
            case INLINE -> readInline();
            case COUNT -> readCount();
            case BULK_HEADER -> readBulkHeader();
            case BULK -> readBulk();
          };
      if (command != null && !command.isEmpty()) {
        return checkedForHttp(command);
      }
    }
    return null;
  }

  private @Nullable List<Bytes> readType() {
    if (reader.peek() == '*') {
      reader.skip();
      state = State.COUNT;
    } else {
      state = State.INLINE;
    }
    return null;
  }

  private @Nullable List<Bytes> readInline() {
    if (!lineIsRead("too big inline request")) {
      return null;
    }
    reader.dropCarriageReturn();
    state = State.COMMAND;
    ArgumentList split =
        InlineCommand.split(
            reader.line(), reader.lineFrom(), reader.lineTo(), limits.maxArguments());
    if (split == null) {
      return fail(ProtocolError.malformed("unbalanced quotes in request"));
    }
    return split.size() > limits.maxArguments() ? failCount() : split;
  }

  private @Nullable List<Bytes> readCount() {
    if (!lineIsRead("too big mbulk count string")) {
      return null;
    }
    if (!lineIsNumber()) {
      return fail(ProtocolError.malformed("invalid multibulk length"));
    }
    long count = lineAsNumber();
    if (count > Integer.MAX_VALUE) {
      return fail(ProtocolError.malformed("invalid multibulk length"));
    }
    if (count > limits.maxArguments()) {
      return failCount();
    }
    if (count <= 0) {
      state = State.COMMAND;
      return null;
    }
    state = State.BULK_HEADER;
    remaining = (int) count;
    requestBytes = 0;
    arguments.start(remaining);
    return null;
  }

  private @Nullable List<Bytes> readBulkHeader() {
    if (!lineIsRead("too big bulk count string")) {
      return null;
    }
    int from = reader.lineFrom();
    if (from == reader.lineTo() || reader.line()[from] != '$') {
      return fail(ProtocolError.malformed("expected '$', got '" + firstOfLine() + "'"));
    }
    reader.dropFirst();
    if (!lineIsNumber()) {
      return fail(ProtocolError.malformed("invalid bulk length"));
    }
    long length = lineAsNumber();
    if (length < 0 || length > DecoderLimits.LARGEST_BULK_BYTES) {
      return fail(ProtocolError.malformed("invalid bulk length"));
    }
    if (length > limits.maxBulkBytes()) {
      return fail(ProtocolError.limit(wordForAudience() + " bulk length"));
    }
    requestBytes += length + DecoderLimits.ARGUMENT_OVERHEAD;
    if (requestBytes > limits.maxRequestBytes()) {
      return fail(ProtocolError.limit("too big request"));
    }
    reader.startBulk((int) length);
    state = State.BULK;
    return null;
  }

  private @Nullable List<Bytes> readBulk() {
    switch (reader.readBulk()) {
      case NEED_MORE -> {
        return null;
      }
      case BROKEN -> {
        return fail(ProtocolError.malformed("expected CRLF after a bulk"));
      }
      case DONE -> arguments.add(reader.bulk());
    }
    remaining--;
    if (remaining > 0) {
      state = State.BULK_HEADER;
      return null;
    }
    state = State.COMMAND;
    return arguments.build();
  }

  /// Whether a whole line was read; one that is too long fails with `tooBig`.
  private boolean lineIsRead(String tooBig) {
    ChunkReader.Read read = reader.readLine(limits.maxInlineBytes());
    if (read == ChunkReader.Read.BROKEN) {
      fail(ProtocolError.limit(tooBig));
    }
    return read == ChunkReader.Read.DONE;
  }

  /// Takes the line's carriage return off; whether there was one, and a number before it.
  private boolean lineIsNumber() {
    return reader.dropCarriageReturn()
        && Decimal.isLong(reader.line(), reader.lineFrom(), reader.lineTo());
  }

  private long lineAsNumber() {
    return Decimal.toLong(reader.line(), reader.lineFrom(), reader.lineTo());
  }

  private String firstOfLine() {
    if (reader.lineFrom() == reader.lineTo()) {
      return "\\n";
    }
    byte first = reader.line()[reader.lineFrom()];
    return first >= ' ' && first <= '~'
        ? String.valueOf((char) first)
        : String.format("\\x%02x", first);
  }

  private @Nullable List<Bytes> failCount() {
    return fail(ProtocolError.limit(wordForAudience() + " multibulk length"));
  }

  private String wordForAudience() {
    return switch (limits.audience()) {
      case UNAUTHENTICATED -> "unauthenticated";
      case AUTHENTICATED -> "invalid";
    };
  }

  private @Nullable List<Bytes> fail(ProtocolError error) {
    failure = error;
    return null;
  }

  /// A browser or proxy that is made to talk to this port sends `POST / HTTP/1.1` or, after another
  /// verb, `Host: ...`. What follows must not run as commands.
  private @Nullable List<Bytes> checkedForHttp(List<Bytes> command) {
    Bytes name = command.getFirst();
    if (equalsIgnoringCase(name, POST) || equalsIgnoringCase(name, HOST)) {
      return fail(
          new ProtocolError(
              ProtocolError.Cause.CROSS_PROTOCOL, "Protocol error: this port does not speak HTTP"));
    }
    return command;
  }

  private static boolean equalsIgnoringCase(Bytes name, Bytes lowerCase) {
    if (name.length() != lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      byte next = name.at(i);
      if ((next >= 'A' && next <= 'Z' ? next + 32 : next) != lowerCase.at(i)) {
        return false;
      }
    }
    return true;
  }
}
