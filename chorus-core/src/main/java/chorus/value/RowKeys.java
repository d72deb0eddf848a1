package chorus.value;

import chorus.base.Lsn;
import chorus.resp.Bytes;

/// The layout of row keys, which order as unsigned bytes. Numbers are big-endian.
///
/// | row | key |
/// |---|---|
/// | system | `0x01`, number u8 |
/// | generation | `0x02` |
/// | meta | `0x10`, generation u64, hash62(key) u64, key |
/// | expiry | `0x12`, generation u64, when it expires in milliseconds u64, key |
/// | of CHORUS ONCE | `0x18` and `0x19`: see [OnceKeys] |
/// | element | `0x20`, collection id (14 bytes), hash62(element) u64, element |
/// | element of a list | `0x20`, collection id (14 bytes), position u64, position u64 |
/// | order of a sorted set | `0x21`: see [OrderKeys] |
/// | orphaned collection | `0x30`, LSN u64, `0x01`, collection id (14 bytes) |
/// | past generations | `0x30`, LSN u64, `0x02`, first generation that stays u64 |
///
/// Keys and elements lie in the order of their hash on purpose: a cursor of SCAN or HSCAN is then a
/// hash to go on from, with no state kept, a random key or element is found by a seek to a random
/// hash, and nothing in Redis needs the order of keys. Hashes have 62 bits so that a cursor, which
/// may be one above the highest, stays a positive number everywhere.
///
/// The elements of a list have an order, and so lie at their position: a number where others have
/// the hash, and the same eight bytes once more as the element's name.
public final class RowKeys {
  private static final int HASH_BITS = 62;

  /// How many hashes there are: one above the highest.
  public static final long HASHES = 1L << HASH_BITS;

  private static final int META_HASH_AT = 9;
  private static final int META_KEY_AT = 17;
  private static final int EXPIRY_TIME_AT = META_HASH_AT;
  private static final int EXPIRY_KEY_AT = META_KEY_AT;
  private static final int ELEMENT_HASH_AT = 1 + CollectionId.BYTES;
  private static final int ELEMENT_AT = ELEMENT_HASH_AT + Long.BYTES;
  private static final int MAX_PREFIX = ELEMENT_AT;
  private static final int ORPHANED_COLLECTION = 1;
  private static final int PAST_GENERATIONS = 2;

  private static final Bytes GENERATION_ROW = start(RowKind.GENERATION, 0).done();
  private static final Bytes APPLIED_ROW = start(RowKind.SYSTEM, 1).u8(1).done();
  private static final Bytes STATE_ROW = start(RowKind.SYSTEM, 1).u8(2).done();
  private static final Bytes INTAKE_ROW = start(RowKind.SYSTEM, 1).u8(3).done();

  private RowKeys() {}

  /// Holds the generation, see [#generation]; absent while it is 0.
  public static Bytes generationRow() {
    return GENERATION_ROW;
  }

  /// Holds the LSN that the store's rows stand at; written by engines.
  public static Bytes appliedRow() {
    return APPLIED_ROW;
  }

  /// The value of the applied row.
  public static Bytes appliedValue(Lsn applied) {
    return new FieldWriter(Long.BYTES).u64(applied.number()).done();
  }

  /// The LSN that an applied row's value holds.
  public static Lsn applied(Bytes value) {
    FieldReader in = new FieldReader("applied row", value);
    long number = in.u64();
    in.end();
    if (number < 0) {
      throw in.malformed("has a negative LSN");
    }
    return new Lsn(number);
  }

  /// Every row of every kind.
  public static RowRange allRows() {
    return new RowRange(RowKind.SYSTEM.range().from(), RowKind.ORPHAN.range().to());
  }

  /// Holds the content hash and the key count.
  public static Bytes stateRow() {
    return STATE_ROW;
  }

  /// There while rows of a snapshot come in, and not all of them are here; says how far they are.
  public static Bytes intakeRow() {
    return INTAKE_ROW;
  }

  /// The rows that a snapshot carries: all but those that a replica notes for itself.
  public static RowRange snapshotRows() {
    return new RowRange(RowKind.GENERATION.range().from(), RowKind.ORPHAN.range().to());
  }

  /// The lowest row key above `row`.
  public static Bytes above(Bytes row) {
    return row.concat(Bytes.wrap(new byte[1]));
  }

  /// The value of the generation row.
  public static Bytes generationValue(long generation) {
    return new FieldWriter(Long.BYTES).u64(generation).done();
  }

  /// The generation that a generation row's value holds.
  public static long generation(Bytes value) {
    FieldReader in = new FieldReader("generation row", value);
    long generation = in.u64();
    in.end();
    return generation;
  }

  /// 62 bits of hash, never negative: the order of keys and of elements.
  public static long hash62(Bytes keyOrElement) {
    return SipHash.hash64(keyOrElement) >>> (Long.SIZE - HASH_BITS);
  }

  /// The row that says what `key` holds.
  public static Bytes metaRow(long generation, Bytes key) {
    return start(RowKind.META, MAX_PREFIX + key.length())
        .u64(generation)
        .u64(hash62(key))
        .raw(key)
        .done();
  }

  /// The meta rows of one generation whose key's hash is `fromHash` or above.
  public static RowRange metaRange(long generation, long fromHash) {
    Bytes prefix = start(RowKind.META, MAX_PREFIX).u64(generation).done();
    Bytes from = start(RowKind.META, MAX_PREFIX).u64(generation).u64(fromHash).done();
    return new RowRange(from, RowRange.after(prefix));
  }

  /// The meta rows of all generations before `generation`.
  public static RowRange metaRangeBefore(long generation) {
    return new RowRange(
        RowKind.META.range().from(), start(RowKind.META, MAX_PREFIX).u64(generation).done());
  }

  public static Bytes keyOf(Bytes metaRow) {
    return tail(metaRow, RowKind.META, META_KEY_AT);
  }

  public static long generationOf(Bytes metaRow) {
    return u64At(metaRow, RowKind.META, 1);
  }

  /// The row that says that `key` expires at `millis`.
  public static Bytes expiryRow(long generation, long millis, Bytes key) {
    return start(RowKind.EXPIRY, MAX_PREFIX + key.length())
        .u64(generation)
        .u64(millis)
        .raw(key)
        .done();
  }

  /// The expiry rows of one generation with a time before `millis`, the earliest first.
  public static RowRange expiryRange(long generation, long millis) {
    return new RowRange(
        start(RowKind.EXPIRY, MAX_PREFIX).u64(generation).done(),
        start(RowKind.EXPIRY, MAX_PREFIX).u64(generation).u64(millis).done());
  }

  /// The expiry rows of one generation.
  public static RowRange expiryRange(long generation) {
    return RowRange.of(start(RowKind.EXPIRY, MAX_PREFIX).u64(generation).done());
  }

  /// The expiry rows of all generations before `generation`.
  public static RowRange expiryRangeBefore(long generation) {
    return new RowRange(
        RowKind.EXPIRY.range().from(), start(RowKind.EXPIRY, MAX_PREFIX).u64(generation).done());
  }

  /// The time that an expiry row says.
  public static long expiryMillisOf(Bytes expiryRow) {
    return u64At(expiryRow, RowKind.EXPIRY, EXPIRY_TIME_AT);
  }

  /// The key that an expiry row is about.
  public static Bytes keyOfExpiry(Bytes expiryRow) {
    return tail(expiryRow, RowKind.EXPIRY, EXPIRY_KEY_AT);
  }

  /// The row that holds one element of a collection that is no list.
  public static Bytes elementRow(CollectionId id, Bytes element) {
    return elementRow(id, hash62(element), element);
  }

  /// The row that holds the element of a list at `position`.
  public static Bytes listRow(CollectionId id, long position) {
    return elementRow(id, position, positionName(position));
  }

  /// The name of the element of a list at `position`.
  public static Bytes positionName(long position) {
    return new FieldWriter(Long.BYTES).u64(position).done();
  }

  /// The position that the name of a list's element is; [Malformed] if it is none.
  public static long position(Bytes name) {
    FieldReader in = new FieldReader("name of a list's element", name);
    long position = in.u64();
    in.end();
    if (position < 0) {
      throw in.malformed("is a negative position");
    }
    return position;
  }

  /// The rows of those elements that lie at `from` or above: a hash, or a position in a list.
  public static RowRange elementRange(CollectionId id, long from) {
    FieldWriter first = start(RowKind.ELEMENT, MAX_PREFIX);
    id.write(first);
    return new RowRange(first.u64(from).done(), collectionRange(id).to());
  }

  /// The rows of all elements of a collection.
  public static RowRange collectionRange(CollectionId id) {
    FieldWriter prefix = start(RowKind.ELEMENT, MAX_PREFIX);
    id.write(prefix);
    return RowRange.of(prefix.done());
  }

  public static Bytes elementOf(Bytes elementRow) {
    return tail(elementRow, RowKind.ELEMENT, ELEMENT_AT);
  }

  public static CollectionId collectionOf(Bytes elementRow) {
    FieldReader in = new FieldReader("element row key", elementRow);
    expect(in, elementRow, RowKind.ELEMENT);
    return CollectionId.read(in);
  }

  /// The hash that a meta or an element row is ordered by; of a list's element its position.
  public static long hashOf(Bytes row) {
    return RowKind.of(row) == RowKind.META
        ? u64At(row, RowKind.META, META_HASH_AT)
        : u64At(row, RowKind.ELEMENT, ELEMENT_HASH_AT);
  }

  /// Says what the record at `lsn` left behind.
  public static Bytes orphanRow(Lsn lsn, Orphan orphan) {
    FieldWriter out = start(RowKind.ORPHAN, MAX_PREFIX + 1).u64(lsn.number());
    switch (orphan) {
      case Orphan.Collection(CollectionId id) -> id.write(out.u8(ORPHANED_COLLECTION));
      case Orphan.GenerationsBefore(long first) -> out.u8(PAST_GENERATIONS).u64(first);
    }
    return out.done();
  }

  /// The orphan rows of records up to `lsn`, oldest first.
  public static RowRange orphanRange(Lsn lsn) {
    return new RowRange(
        RowKind.ORPHAN.range().from(),
        start(RowKind.ORPHAN, MAX_PREFIX).u64(lsn.next().number()).done());
  }

  /// The LSN of the record that left the orphan behind.
  public static Lsn orphanedAt(Bytes orphanRow) {
    return new Lsn(u64At(orphanRow, RowKind.ORPHAN, 1));
  }

  public static Orphan orphanOf(Bytes orphanRow) {
    FieldReader in = new FieldReader("orphan row key", orphanRow);
    expect(in, orphanRow, RowKind.ORPHAN);
    in.u64();
    Orphan orphan =
        switch (in.u8()) {
          case ORPHANED_COLLECTION -> new Orphan.Collection(CollectionId.read(in));
          case PAST_GENERATIONS -> new Orphan.GenerationsBefore(in.u64());
          default -> throw in.malformed("has an unknown kind");
        };
    in.end();
    return orphan;
  }

  private static Bytes elementRow(CollectionId id, long place, Bytes element) {
    FieldWriter out = start(RowKind.ELEMENT, MAX_PREFIX + element.length());
    id.write(out);
    return out.u64(place).raw(element).done();
  }

  private static FieldWriter start(RowKind kind, int expectedBytes) {
    return new FieldWriter(1 + expectedBytes).u8(kind.prefix());
  }

  private static Bytes tail(Bytes row, RowKind kind, int from) {
    FieldReader in = new FieldReader("row key", row);
    expect(in, row, kind);
    in.raw(from - 1);
    return in.rest();
  }

  private static long u64At(Bytes row, RowKind kind, int at) {
    FieldReader in = new FieldReader("row key", row);
    expect(in, row, kind);
    in.raw(at - 1);
    return in.u64();
  }

  private static void expect(FieldReader in, Bytes row, RowKind kind) {
    if (RowKind.of(row) != kind) {
      throw in.malformed("is not a " + kind + " row");
    }
    in.u8();
  }
}
