package chorus.command.bitmap;

import chorus.command.Args;

/// A number of `type` among the bits of a string, from bit `offset` on.
record Field(FieldType type, long offset) {
  /// The field that the words `index` and `index + 1` name.
  static Field at(Args args, int index) {
    FieldType type = FieldType.of(args.bytes(index));
    return new Field(type, BitOffset.of(args.bytes(index + 1), type.width()));
  }

  /// The first bit behind it.
  long end() {
    return offset + type.width();
  }

  long read(byte[] content) {
    return type.wrapped(Bits.read(content, offset, type.width()));
  }

  /// All of the field must be in `content`.
  void write(byte[] content, long number) {
    Bits.write(content, offset, type.width(), number);
  }
}
