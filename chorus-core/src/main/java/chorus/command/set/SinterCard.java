package chorus.command.set;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.util.List;

/// `SINTERCARD numkeys key … [LIMIT limit]`: how many members are in all sets, counted up to the
/// limit; 0 is none.
final class SinterCard implements DataCommand {
  private static final int FIRST_KEY = 2;

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    int options = FIRST_KEY + keyCount(args);
    long limit = limit(args, options);
    List<Bytes> names = args.words().subList(FIRST_KEY, options);
    List<Bytes> common = Combinations.intersection(Keyspace.over(view), names, limit);
    return new Outcome.Answer(Reply.integer(common.size()));
  }

  private static int keyCount(Args args) {
    long count =
        args.longBetween(
            1, 1, Long.MAX_VALUE, () -> CommandError.err("numkeys should be greater than 0"));
    if (count > args.size() - FIRST_KEY) {
      throw CommandError.err("Number of keys can't be greater than number of args");
    }
    return (int) count;
  }

  private static long limit(Args args, int first) {
    long limit = 0;
    for (int i = first; i < args.size(); i += 2) {
      if (!args.is(i, "limit") || i + 1 == args.size()) {
        throw CommandError.syntax();
      }
      limit =
          args.longBetween(
              i + 1, 0, Long.MAX_VALUE, () -> CommandError.err("LIMIT can't be negative"));
    }
    return limit == 0 ? Combinations.NO_LIMIT : limit;
  }
}
