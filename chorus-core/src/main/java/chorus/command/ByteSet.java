package chorus.command;

/// A set of bytes, for the classes of [Glob].
final class ByteSet {
  private static final int VALUES = 256;

  private final boolean[] members = new boolean[VALUES];

  void add(byte member) {
    members[member & 0xff] = true;
  }

  /// Adds the bytes from one to the other, in either order; signed, as Redis compares them.
  void addRange(byte one, byte other) {
    for (int next = Math.min(one, other); next <= Math.max(one, other); next++) {
      add((byte) next);
    }
  }

  boolean has(byte value) {
    return members[value & 0xff];
  }

  ByteSet complement() {
    var others = new ByteSet();
    for (int i = 0; i < VALUES; i++) {
      others.members[i] = !members[i];
    }
    return others;
  }
}
