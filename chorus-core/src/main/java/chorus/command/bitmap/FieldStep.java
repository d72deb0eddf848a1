package chorus.command.bitmap;

import chorus.resp.Reply;
import java.util.OptionalLong;

/// One thing that BITFIELD does.
sealed interface FieldStep {
  Field field();

  /// Does it to `content`, which holds all of the field if the step writes.
  Reply run(byte[] content);

  /// Answers the number.
  record Get(Field field) implements FieldStep {
    @Override
    public Reply run(byte[] content) {
      return Reply.integer(field.read(content));
    }
  }

  /// Answers the number that was there, or null if the field stays as it is.
  record Set(Field field, long number, Overflow overflow) implements FieldStep {
    @Override
    public Reply run(byte[] content) {
      FieldType type = field.type();
      long before = field.read(content);
      OptionalLong after = overflow.held(type, number, type.sideOf(number));
      after.ifPresent(held -> field.write(content, held));
      return after.isPresent() ? Reply.integer(before) : Reply.NULL;
    }
  }

  /// Answers the sum, or null if the field stays as it is.
  record IncrBy(Field field, long increment, Overflow overflow) implements FieldStep {
    @Override
    public Reply run(byte[] content) {
      FieldType type = field.type();
      long before = field.read(content);
      OptionalLong after =
          overflow.held(type, before + increment, type.sideOfSum(before, increment));
      after.ifPresent(held -> field.write(content, held));
      return after.isPresent() ? Reply.integer(after.getAsLong()) : Reply.NULL;
    }
  }
}
