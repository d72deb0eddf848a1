package chorus.command.hash;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Draws;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// `HRANDFIELD key [count [WITHVALUES]]`: random fields; with a count that many different ones, or
/// with a negative count that many, each drawn anew.
final class HrandField implements DataCommand {
  /// A negative count may ask for more fields than there are; the reply must fit in memory.
  private static final long MAX_REPEATED = 1_000_000;

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    var random = Draws.of(moment);
    if (args.size() == 2) {
      return new Outcome.Answer(one(Hashes.entries(view, args), random));
    }
    long count = count(args);
    List<Reply.Entry> all = Hashes.entries(view, args);
    List<Reply.Entry> drawn =
        count >= 0 ? different(all, count, random) : repeated(all, -count, random);
    return new Outcome.Answer(
        args.size() == 4
            ? new Reply.Pairs(drawn)
            : Reply.array(drawn.stream().map(Reply.Entry::key).toList()));
  }

  private static long count(Args args) {
    long count = args.longAt(2);
    if (count == Long.MIN_VALUE) {
      throw CommandError.err(
          "value is out of range, value must between %d and %d"
              .formatted(-Long.MAX_VALUE, Long.MAX_VALUE));
    }
    if (args.size() > 4 || (args.size() == 4 && !args.is(3, "withvalues"))) {
      throw CommandError.syntax();
    }
    if (count < -MAX_REPEATED || (args.size() == 4 && count > Long.MAX_VALUE / 2)) {
      throw CommandError.outOfRange();
    }
    return count;
  }

  private static Reply one(List<Reply.Entry> all, Draws random) {
    return all.isEmpty() ? Reply.NULL : all.get(random.below(all.size())).key();
  }

  private static List<Reply.Entry> different(List<Reply.Entry> all, long count, Draws random) {
    if (count >= all.size()) {
      return all;
    }
    var rest = new ArrayList<Reply.Entry>(all);
    for (int i = 0; i < count; i++) {
      Collections.swap(rest, i, i + random.below(rest.size() - i));
    }
    return rest.subList(0, (int) count);
  }

  private static List<Reply.Entry> repeated(List<Reply.Entry> all, long count, Draws random) {
    if (all.isEmpty()) {
      return all;
    }
    var drawn = new ArrayList<Reply.Entry>((int) count);
    for (long i = 0; i < count; i++) {
      drawn.add(all.get(random.below(all.size())));
    }
    return drawn;
  }
}
