package chorus.command.list;

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
import java.util.ArrayList;
import java.util.List;

/// `LPOS key element [RANK rank] [COUNT count] [MAXLEN length]`: at which index the element stands,
/// or null; with a count, all such indexes up to that many (0: no limit). A rank below zero goes
/// from the end, and any rank passes over the matches before it.
final class Lpos implements DataCommand {
  private static final long ONE = -1;

  /// @param rank which match is the first to be told of; below zero from the end
  /// @param count how many are told of; 0: all; [#ONE]: one, and not in an array
  /// @param maxLength how many elements are looked at; 0: all
  private record Options(long rank, long count, long maxLength) {
    End from() {
      return rank < 0 ? End.RIGHT : End.LEFT;
    }

    long mostFound() {
      if (count == ONE) {
        return 1;
      }
      return count == 0 ? Long.MAX_VALUE : count;
    }
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Options options = options(args);
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection list = Lists.at(keys, args.bytes(1));
    List<Reply> found =
        list == null
            ? List.of()
            : find(new Walk(keys, list, options.from()), args.bytes(2), options);
    if (options.count != ONE) {
      return new Outcome.Answer(Reply.array(found));
    }
    return new Outcome.Answer(found.isEmpty() ? Reply.NULL : found.getFirst());
  }

  private static Options options(Args args) {
    long rank = 1;
    long count = ONE;
    long maxLength = 0;
    for (int i = 3; i < args.size(); i += 2) {
      if (i + 1 == args.size()) {
        throw CommandError.syntax();
      }
      if (args.is(i, "rank")) {
        rank = rank(args, i + 1);
      } else if (args.is(i, "count")) {
        count = notNegative(args, i + 1, "COUNT");
      } else if (args.is(i, "maxlen")) {
        maxLength = notNegative(args, i + 1, "MAXLEN");
      } else {
        throw CommandError.syntax();
      }
    }
    return new Options(rank, count, maxLength);
  }

  private static long rank(Args args, int at) {
    long rank = args.longAt(at);
    if (rank == 0) {
      throw CommandError.err(
          "RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use"
              + " negative to start from the end of the list");
    }
    return rank;
  }

  private static long notNegative(Args args, int at, String option) {
    return args.longBetween(
        at, 0, Long.MAX_VALUE, () -> CommandError.err(option + " can't be negative"));
  }

  private static List<Reply> find(Walk walk, Bytes wanted, Options options) {
    var found = new ArrayList<Reply>();
    long passed = 0;
    long looked = 0;
    while (found.size() < options.mostFound()
        && (options.maxLength == 0 || looked < options.maxLength)
        && walk.next()) {
      looked++;
      if (walk.value().equals(wanted)) {
        passed++;
        if (passed >= Math.abs(options.rank)) {
          found.add(Reply.integer(walk.index()));
        }
      }
    }
    return found;
  }
}
