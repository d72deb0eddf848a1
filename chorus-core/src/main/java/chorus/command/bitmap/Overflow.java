package chorus.command.bitmap;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.bitmap.FieldType.Side;
import java.util.OptionalLong;

/// What becomes of a number that a field cannot hold.
enum Overflow {
  /// Its lowest bits stay.
  WRAP,
  /// It becomes the nearest number that the field can hold.
  SAT,
  /// The field stays as it is.
  FAIL;

  /// The one that the word at `index` names, in any case.
  static Overflow at(Args args, int index) {
    return args.option(index, values())
        .orElseThrow(() -> CommandError.err("Invalid OVERFLOW type specified"));
  }

  /// What a field of `type` comes to hold of the number whose lowest 64 bits are `number` and that
  /// lies on `side` of its range; nothing if it stays as it is.
  OptionalLong held(FieldType type, long number, Side side) {
    if (side == Side.WITHIN) {
      return OptionalLong.of(number);
    }
    return switch (this) {
      case WRAP -> OptionalLong.of(type.wrapped(number));
      case SAT -> OptionalLong.of(side == Side.ABOVE ? type.max() : type.min());
      case FAIL -> OptionalLong.empty();
    };
  }
}
