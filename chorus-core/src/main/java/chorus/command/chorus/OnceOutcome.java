package chorus.command.chorus;

import chorus.base.Limits;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;
import chorus.value.RowKeys;
import chorus.wire.ReplyCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one command under CHORUS ONCE came to. `command` is a hash of its words, so that a seq that
/// is used for two commands is noticed; `reply` is null where it was too long to be kept.
///
/// Format 1: version u8, command u64, then 1 and the reply, or 2.
record OnceOutcome(long command, @Nullable Reply reply) {
  private static final int FORMAT = 1;
  private static final int KEPT = 1;
  private static final int NOT_KEPT = 2;

  static OnceOutcome of(List<Bytes> words, Reply reply) {
    var size = new FieldWriter(64);
    ReplyCodec.write(size, reply);
    return new OnceOutcome(hash(words), size.length() > Limits.ONCE_REPLY_BYTES ? null : reply);
  }

  /// The answer when `words` are sent once more as `seq`.
  Reply repeated(List<Bytes> words, long seq) {
    if (command != hash(words)) {
      return Reply.error(
          "ERR", "seq " + seq + " was another command | nothing was run | use a new seq");
    }
    return reply != null
        ? reply
        : Reply.error(
            "ONCEAPPLIED",
            "seq " + seq + " ran before, once | its reply was too long to be kept | read back");
  }

  Bytes encode() {
    FieldWriter out = new FieldWriter(64).u8(FORMAT).u64(command);
    if (reply == null) {
      return out.u8(NOT_KEPT).done();
    }
    ReplyCodec.write(out.u8(KEPT), reply);
    return out.done();
  }

  static OnceOutcome decode(Bytes value) {
    FieldReader in = new FieldReader("once outcome", value);
    if (in.u8() != FORMAT) {
      throw in.malformed("has an unknown format");
    }
    long command = in.u64();
    Reply reply =
        switch (in.u8()) {
          case KEPT -> ReplyCodec.read(in);
          case NOT_KEPT -> null;
          default -> throw in.malformed("has an unknown kind");
        };
    in.end();
    return new OnceOutcome(command, reply);
  }

  private static long hash(List<Bytes> words) {
    var all = new FieldWriter(64);
    words.forEach(all::sized);
    return RowKeys.hash62(all.done());
  }
}
