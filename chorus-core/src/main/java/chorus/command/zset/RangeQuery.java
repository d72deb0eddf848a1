package chorus.command.zset;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.Keyspace;
import chorus.command.OrderedMembers;
import chorus.command.Scored;
import chorus.value.Meta;
import java.util.List;
import java.util.Optional;

/// A range with its options: `min max [BYSCORE | BYLEX] [REV] [LIMIT offset count] [WITHSCORES]`.
/// Where it is reversed, scores and members are given the larger one first, and indices count from
/// the end.
record RangeQuery(
    Range range, Range.Kind kind, Direction direction, long offset, long limit, boolean scored) {
  private static final long NO_LIMIT = -1;

  /// Reads the words from `min` on.
  static RangeQuery parse(Args args, int min, RangeForm form) {
    var options = new Options(form);
    for (int i = min + 2; i < args.size(); ) {
      i += options.take(args, i);
    }
    return options.over(args, min);
  }

  /// Those members of `zset` that are asked for.
  List<Scored> in(Keyspace keys, Meta.OfCollection zset) {
    OrderedMembers members = OrderedMembers.of(keys, zset);
    long most = limit < 0 ? Long.MAX_VALUE : limit;
    return span(members, zset.count()).page(members, offset, most, direction);
  }

  private Span span(OrderedMembers members, long count) {
    Span span = range.in(members, count);
    return kind == Range.Kind.RANK && direction == Direction.REVERSE
        ? new Span(count - span.to(), count - span.from())
        : span;
  }

  private static final class Options {
    private final RangeForm form;
    private Optional<Range.Kind> kind;
    private Optional<Direction> direction;
    private long offset;
    private long limit = NO_LIMIT;
    private boolean scored;

    Options(RangeForm form) {
      this.form = form;
      this.kind = form.kind();
      this.direction = form.direction();
    }

    /// Reads the option at `index`; how many words it takes.
    int take(Args args, int index) {
      if (args.is(index, "limit") && index + 2 < args.size()) {
        offset = args.longAt(index + 1);
        limit = args.longAt(index + 2);
        return 3;
      }
      if (args.is(index, "withscores") && form.takesScores()) {
        scored = true;
      } else if (args.is(index, "rev") && direction.isEmpty()) {
        direction = Optional.of(Direction.REVERSE);
      } else if (args.is(index, "bylex") && kind.isEmpty()) {
        kind = Optional.of(Range.Kind.LEX);
      } else if (args.is(index, "byscore") && kind.isEmpty()) {
        kind = Optional.of(Range.Kind.SCORE);
      } else {
        throw CommandError.syntax();
      }
      return 1;
    }

    RangeQuery over(Args args, int min) {
      Range.Kind by = kind.orElse(Range.Kind.RANK);
      Direction to = direction.orElse(Direction.FORWARD);
      if (limit != NO_LIMIT && by == Range.Kind.RANK) {
        throw CommandError.err(
            "syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
      }
      if (scored && by == Range.Kind.LEX) {
        throw CommandError.err("syntax error, WITHSCORES not supported in combination with BYLEX");
      }
      boolean isSwapped = to == Direction.REVERSE && by != Range.Kind.RANK;
      Range range = isSwapped ? by.parse(args, min + 1, min) : by.parse(args, min, min + 1);
      // LIMIT with -1 passes with indices too, and its offset means nothing there.
      return new RangeQuery(range, by, to, by == Range.Kind.RANK ? 0 : offset, limit, scored);
    }
  }
}
