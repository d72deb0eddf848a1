package chorus.value;

import chorus.resp.Bytes;

/// The families of rows, by the first byte of the row key.
public enum RowKind {
  /// What a replica notes for itself, such as its applied LSN. Never in a record.
  SYSTEM(0x01),
  /// The number of times that the keyspace was flushed.
  GENERATION(0x02),
  /// One per key.
  META(0x10),
  /// One per key that expires, in the order of time. Never in a record: it follows from the metas.
  EXPIRY(0x12),
  /// The sessions of CHORUS ONCE: their state, their number, their order of use.
  ONCE(0x18),
  /// What the commands under CHORUS ONCE came to, one row each.
  ONCE_OUTCOME(0x19),
  /// One per element of a collection.
  ELEMENT(0x20),
  /// In which order the members of a sorted set lie; follows from its elements. See [OrderKeys].
  ORDER(0x21),
  /// What is to be reclaimed. Never in a record.
  ORPHAN(0x30);

  private final int prefix;

  RowKind(int prefix) {
    this.prefix = prefix;
  }

  int prefix() {
    return prefix;
  }

  /// All rows of this kind.
  public RowRange range() {
    return RowRange.of(Bytes.wrap(new byte[] {(byte) prefix}));
  }

  /// The kind of `row`; [Malformed] if it has none.
  public static RowKind of(Bytes row) {
    int first = row.isEmpty() ? 0 : row.at(0);
    return switch (first) {
      case 0x01 -> SYSTEM;
      case 0x02 -> GENERATION;
      case 0x10 -> META;
      case 0x12 -> EXPIRY;
      case 0x18 -> ONCE;
      case 0x19 -> ONCE_OUTCOME;
      case 0x20 -> ELEMENT;
      case 0x21 -> ORDER;
      case 0x30 -> ORPHAN;
      default -> throw new Malformed("no row begins with the byte " + (first & 0xff));
    };
  }
}
