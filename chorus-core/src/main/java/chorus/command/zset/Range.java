package chorus.command.zset;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.Doubles;
import chorus.command.OrderedMembers;
import chorus.command.Words;
import chorus.resp.Bytes;
import chorus.value.Place;

/// Which members of a sorted set are meant.
sealed interface Range {
  /// Where they lie among the members, of which there are `count`, at least one.
  Span in(OrderedMembers members, long count);

  /// How the two words of a range are read.
  enum Kind {
    RANK {
      @Override
      Range parse(Args args, int min, int max) {
        return new ByRank(args.longAt(min), args.longAt(max));
      }
    },
    SCORE {
      @Override
      Range parse(Args args, int min, int max) {
        return new ByScore(score(args.bytes(min), End.MIN), score(args.bytes(max), End.MAX));
      }
    },
    LEX {
      @Override
      Range parse(Args args, int min, int max) {
        return new ByLex(Bound.parse(args.bytes(min)), Bound.parse(args.bytes(max)));
      }
    };

    /// The range whose ends are the words at `min` and `max`.
    abstract Range parse(Args args, int min, int max);
  }

  /// From one index to another, both included; negative ones count from the end.
  record ByRank(long start, long stop) implements Range {
    @Override
    public Span in(OrderedMembers members, long count) {
      long from = Math.max(0, start < 0 ? start + count : start);
      long last = Math.min(count - 1, stop < 0 ? stop + count : stop);
      return new Span(from, last + 1);
    }
  }

  /// Between two places that follow from scores alone.
  record ByScore(Place from, Place to) implements Range {
    @Override
    public Span in(OrderedMembers members, long count) {
      return new Span(members.countBefore(from), members.countBefore(to));
    }
  }

  /// By the bytes of the members, all of which are taken to have the score of the first one.
  record ByLex(Bound min, Bound max) implements Range {
    @Override
    public Span in(OrderedMembers members, long count) {
      double score = members.page(0, 1).getFirst().score();
      return new Span(
          members.countBefore(min.place(score, End.MIN)),
          members.countBefore(max.place(score, End.MAX)));
    }
  }

  /// An end of a [ByLex].
  sealed interface Bound {
    Place place(double score, End end);

    static Bound parse(Bytes word) {
      if (Words.same(word, "-")) {
        return new Outermost(Place.FIRST);
      }
      if (Words.same(word, "+")) {
        return new Outermost(Place.END);
      }
      return switch (word.isEmpty() ? 0 : word.at(0)) {
        case '[' -> new Member(word.slice(1, word.length()), End.MAX);
        case '(' -> new Member(word.slice(1, word.length()), End.MIN);
        default -> throw CommandError.err("min or max not valid string range item");
      };
    }
  }

  /// Before all, or behind all.
  record Outermost(Place place) implements Bound {
    @Override
    public Place place(double score, End end) {
      return place;
    }
  }

  /// At a member: just before it or, as one of the ends, just behind it.
  record Member(Bytes member, End behind) implements Bound {
    @Override
    public Place place(double score, End end) {
      Place at = Place.of(score, member);
      return end == behind ? at.next() : at;
    }
  }

  /// Which end of a range.
  enum End {
    MIN,
    MAX
  }

  /// The place of an end that is a score, or `(` and a score that does not belong to the range.
  private static Place score(Bytes word, End end) {
    boolean isExcluded = !word.isEmpty() && word.at(0) == '(';
    double score =
        Doubles.parseBound(
            isExcluded ? word.slice(1, word.length()) : word,
            () -> CommandError.err("min or max is not a float"));
    return isExcluded == (end == End.MIN) ? Place.behind(score) : Place.before(score);
  }
}
