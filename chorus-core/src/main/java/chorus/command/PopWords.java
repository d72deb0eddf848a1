package chorus.command;

import chorus.resp.Bytes;
import java.util.List;

/// The words of LMPOP and ZMPOP: `numkeys key … where [COUNT count]`. The word at `whereAt` says at
/// which end.
public record PopWords(Args args, int whereAt) {
  private static final int FIRST_KEY = 2;

  /// Refuses a number of keys that cannot be. The words behind the keys are not looked at.
  public static PopWords of(Args args) {
    long keys = positive(args, 1, "numkeys");
    if (keys >= args.size() - FIRST_KEY) {
      throw CommandError.syntax();
    }
    return new PopWords(args, FIRST_KEY + (int) keys);
  }

  public List<Bytes> keys() {
    return args.words().subList(FIRST_KEY, whereAt);
  }

  /// How many elements are wanted, at the most; else refused.
  public long count() {
    int at = whereAt + 1;
    if (at == args.size()) {
      return 1;
    }
    if (!args.is(at, "count") || at + 1 == args.size()) {
      throw CommandError.syntax();
    }
    long count = positive(args, at + 1, "count");
    if (at + 2 != args.size()) {
      throw CommandError.syntax();
    }
    return count;
  }

  private static long positive(Args args, int at, String what) {
    return args.longBetween(
        at, 1, Long.MAX_VALUE, () -> CommandError.err(what + " should be greater than 0"));
  }
}
