package chorus.command.zset;

import chorus.command.Args;
import chorus.command.CommandError;

/// What becomes of the scores that a member has in several sorted sets.
enum Aggregate {
  /// Infinities that cancel out come to 0.
  SUM {
    @Override
    double of(double one, double other) {
      return numberOrZero(one + other);
    }
  },
  MIN {
    @Override
    double of(double one, double other) {
      return other < one ? other : one;
    }
  },
  MAX {
    @Override
    double of(double one, double other) {
      return other > one ? other : one;
    }
  };

  abstract double of(double one, double other);

  static Aggregate parse(Args args, int index) {
    return args.option(index, values()).orElseThrow(CommandError::syntax);
  }

  /// A weight of zero makes nothing of an infinite score.
  static double numberOrZero(double score) {
    return Double.isNaN(score) ? 0 : score;
  }
}
