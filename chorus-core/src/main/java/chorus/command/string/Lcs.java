package chorus.command.string;

import chorus.base.Limits;
import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;

/// `LCS key1 key2 [LEN] [IDX] [MINMATCHLEN length] [WITHMATCHLEN]`: a longest common subsequence of
/// two strings, its length, or where its parts stand. Of several equally long ones Redis' is taken.
final class Lcs implements DataCommand {
  private enum Wanted {
    TEXT,
    LENGTH,
    RANGES
  }

  private enum Lengths {
    WITH,
    WITHOUT
  }

  private record Options(Wanted wanted, long minLength, Lengths lengths) {}

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Keyspace keys = Keyspace.over(view);
    Bytes one = string(keys, args.bytes(1));
    Bytes other = string(keys, args.bytes(2));
    Options options = options(args);
    if (CommonSubsequence.steps(one, other) > Limits.LCS_STEPS) {
      throw CommandError.err(
          "Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
    }
    var common = new CommonSubsequence(one, other);
    return new Outcome.Answer(
        switch (options.wanted) {
          case TEXT -> Reply.bulk(common.text());
          case LENGTH -> Reply.integer(common.length());
          case RANGES -> ranges(common, options);
        });
  }

  private static Bytes string(Keyspace keys, Bytes key) {
    return switch (keys.meta(key)) {
      case null -> Bytes.EMPTY;
      case Meta.OfString string -> string.value();
      case Meta.OfCollection _ ->
          throw CommandError.err("The specified keys must contain string values");
    };
  }

  private static Options options(Args args) {
    boolean ranges = false;
    boolean length = false;
    long minLength = 0;
    Lengths lengths = Lengths.WITHOUT;
    for (int i = 3; i < args.size(); i++) {
      if (args.is(i, "idx")) {
        ranges = true;
      } else if (args.is(i, "len")) {
        length = true;
      } else if (args.is(i, "withmatchlen")) {
        lengths = Lengths.WITH;
      } else if (args.is(i, "minmatchlen") && i + 1 < args.size()) {
        i++;
        minLength = args.longAt(i);
      } else {
        throw CommandError.syntax();
      }
    }
    if (ranges && length) {
      throw CommandError.err("If you want both the length and indexes, please just use IDX.");
    }
    Wanted one = length ? Wanted.LENGTH : Wanted.TEXT;
    return new Options(ranges ? Wanted.RANGES : one, minLength, lengths);
  }

  private static Reply ranges(CommonSubsequence common, Options options) {
    var ranges =
        common.matches().stream()
            .filter(match -> match.length() >= options.minLength)
            .map(match -> range(match, options.lengths))
            .toList();
    return Reply.map(
        Reply.entry("matches", Reply.array(ranges)),
        Reply.entry("len", Reply.integer(common.length())));
  }

  private static Reply range(CommonSubsequence.Match match, Lengths lengths) {
    Reply inOne = range(match.inOne(), match.length());
    Reply inOther = range(match.inOther(), match.length());
    return switch (lengths) {
      case WITH -> Reply.array(inOne, inOther, Reply.integer(match.length()));
      case WITHOUT -> Reply.array(inOne, inOther);
    };
  }

  private static Reply range(int first, int length) {
    return Reply.array(Reply.integer(first), Reply.integer(first + length - 1L));
  }
}
