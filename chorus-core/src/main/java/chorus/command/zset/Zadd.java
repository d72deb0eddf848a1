package chorus.command.zset;

import chorus.command.Args;
import chorus.command.CollectionEdit;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Doubles;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.OrderKeys;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// `ZADD key [NX | XX] [GT | LT] [CH] [INCR] score member …`: how many members are new, or with CH
/// changed. With INCR the score is added to the one that the member has, and the reply is the new
/// score, or null where the options forbid it. ZINCRBY is ZADD with INCR.
final class Zadd implements DataCommand {
  private static final int FIRST_OPTION = 2;

  private final Set<Option> always;

  private enum Option {
    NX,
    XX,
    GT,
    LT,
    CH,
    INCR
  }

  private enum Change {
    NONE,
    ADDED,
    UPDATED,
    SAME_SCORE
  }

  private Zadd(Set<Option> always) {
    this.always = always;
  }

  static Zadd zadd() {
    return new Zadd(EnumSet.noneOf(Option.class));
  }

  static Zadd zincrby() {
    return new Zadd(EnumSet.of(Option.INCR));
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Set<Option> options = EnumSet.copyOf(always);
    int first = FIRST_OPTION;
    while (first < args.size() && takeOption(options, args, first)) {
      first++;
    }
    int pairs = (args.size() - first) / 2;
    if (pairs == 0 || (args.size() - first) % 2 != 0) {
      throw CommandError.syntax();
    }
    check(options, pairs);
    double[] scores = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      scores[i] = Doubles.parse(args.bytes(first + 2 * i), CommandError::notAFloat);
    }
    Edit edit = Edit.over(view, moment);
    CollectionEdit zset = Zsets.edit(edit, args.bytes(1));
    if (options.contains(Option.INCR)) {
      return edit.done(increment(zset, args.bytes(first + 1), scores[0], options));
    }
    int added = 0;
    int updated = 0;
    for (int i = 0; i < pairs; i++) {
      switch (put(zset, args.bytes(first + 2 * i + 1), scores[i], options)) {
        case ADDED -> added++;
        case UPDATED -> updated++;
        case NONE, SAME_SCORE -> {}
      }
    }
    return edit.done(Reply.integer(options.contains(Option.CH) ? added + updated : added));
  }

  private static boolean takeOption(Set<Option> options, Args args, int index) {
    Optional<Option> option = args.option(index, Option.values());
    option.ifPresent(options::add);
    return option.isPresent();
  }

  private static void check(Set<Option> options, int pairs) {
    boolean nx = options.contains(Option.NX);
    boolean gt = options.contains(Option.GT);
    boolean lt = options.contains(Option.LT);
    if (nx && options.contains(Option.XX)) {
      throw CommandError.err("XX and NX options at the same time are not compatible");
    }
    if ((gt && nx) || (lt && nx) || (gt && lt)) {
      throw CommandError.err("GT, LT, and/or NX options at the same time are not compatible");
    }
    if (options.contains(Option.INCR) && pairs > 1) {
      throw CommandError.err("INCR option supports a single increment-element pair");
    }
  }

  private static Reply increment(
      CollectionEdit zset, Bytes member, double increment, Set<Option> options) {
    Bytes old = zset.get(member);
    double score = old == null ? increment : OrderKeys.score(old) + increment;
    if (Double.isNaN(score) && !options.contains(Option.NX)) {
      throw CommandError.err("resulting score is not a number (NaN)");
    }
    Change change = put(zset, member, score, options);
    return change == Change.NONE ? Reply.NULL : new Reply.DoubleReply(score);
  }

  private static Change put(CollectionEdit zset, Bytes member, double score, Set<Option> options) {
    Bytes old = zset.get(member);
    if (options.contains(old == null ? Option.XX : Option.NX)) {
      return Change.NONE;
    }
    if (old != null) {
      double held = OrderKeys.score(old);
      if ((options.contains(Option.LT) && score >= held)
          || (options.contains(Option.GT) && score <= held)) {
        return Change.NONE;
      }
      if (score == held) {
        return Change.SAME_SCORE;
      }
    }
    zset.put(member, OrderKeys.scoreValue(score));
    return old == null ? Change.ADDED : Change.UPDATED;
  }
}
