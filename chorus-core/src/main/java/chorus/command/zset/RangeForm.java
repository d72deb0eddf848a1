package chorus.command.zset;

import java.util.Optional;

/// The commands that answer a range: what each leaves to its options.
enum RangeForm {
  RANGE(Optional.empty(), Optional.empty()),
  RANGE_STORE(Optional.empty(), Optional.empty()),
  REVERSE_RANGE(Optional.of(Range.Kind.RANK), Optional.of(Direction.REVERSE)),
  BY_SCORE(Optional.of(Range.Kind.SCORE), Optional.of(Direction.FORWARD)),
  REVERSE_BY_SCORE(Optional.of(Range.Kind.SCORE), Optional.of(Direction.REVERSE)),
  BY_LEX(Optional.of(Range.Kind.LEX), Optional.of(Direction.FORWARD)),
  REVERSE_BY_LEX(Optional.of(Range.Kind.LEX), Optional.of(Direction.REVERSE));

  private final Optional<Range.Kind> kind;
  private final Optional<Direction> direction;

  RangeForm(Optional<Range.Kind> kind, Optional<Direction> direction) {
    this.kind = kind;
    this.direction = direction;
  }

  /// How the range is given; empty: an option says it.
  Optional<Range.Kind> kind() {
    return kind;
  }

  /// Empty: an option says it.
  Optional<Direction> direction() {
    return direction;
  }

  boolean takesScores() {
    return this != RANGE_STORE;
  }
}
