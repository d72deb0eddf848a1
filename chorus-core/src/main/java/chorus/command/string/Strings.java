package chorus.command.string;

import chorus.command.CommandError;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import org.jspecify.annotations.Nullable;

/// What the commands on strings share, bitmaps among them.
public final class Strings {
  /// Redis' `proto-max-bulk-len`, in bytes.
  public static final long MAX_BYTES = 512L * 1024 * 1024;

  private Strings() {}

  /// A bulk, or null for what is not there.
  static Reply reply(@Nullable Bytes value) {
    return value == null ? Reply.NULL : Reply.bulk(value);
  }

  /// Refuses strings above [#MAX_BYTES].
  public static void checkLength(long bytes) {
    if (bytes > MAX_BYTES) {
      throw CommandError.tooLong();
    }
  }
}
