package chorus.value;

import chorus.base.Require;
import chorus.resp.Bytes;

/// The value of a meta row: what one key holds.
///
/// Format 1: version u8, type code u8, expiry varint; then for a string its value to the end, for a
/// collection its id (14 bytes), count varint, elements' hash (16 bytes), and for a list the
/// position of its first element u64.
public sealed interface Meta {
  ValueType type();

  /// When the key expires, in milliseconds since 1970; 0: never.
  long expiryMillis();

  /// The hash of the logical content of `key`: the same on every replica with the same content,
  /// however it came about. The collection id is no part of it.
  Hash128 logicalHash(Bytes key);

  Bytes encode();

  /// A string, value included.
  record OfString(Bytes value, long expiryMillis) implements Meta {
    public OfString {
      Require.that(expiryMillis >= 0, "an expiry is not negative");
    }

    /// A string that does not expire.
    public OfString(Bytes value) {
      this(value, NEVER);
    }

    @Override
    public ValueType type() {
      return ValueType.STRING;
    }

    @Override
    public Hash128 logicalHash(Bytes key) {
      return header(META_DOMAIN, key, value.length() + 16)
          .u8(type().code())
          .varint(expiryMillis)
          .raw(value)
          .sipHash128();
    }

    @Override
    public Bytes encode() {
      int size = 2 + varintLength(expiryMillis) + value.length();
      return new FieldWriter(size)
          .u8(FORMAT)
          .u8(type().code())
          .varint(expiryMillis)
          .raw(value)
          .done();
    }
  }

  /// A collection: its elements are rows under `id`, `count` of them, whose hashes sum up to
  /// `elementsHash`.
  ///
  /// The elements of a list have positions for names, `first` and those that follow it; whoever
  /// adds or removes elements says where the list begins then. `first` is 0 for other types. It is
  /// no part of the logical hash, since it follows from the elements.
  record OfCollection(
      ValueType type,
      CollectionId id,
      long count,
      Hash128 elementsHash,
      long expiryMillis,
      long first)
      implements Meta {
    public OfCollection {
      Require.that(type != ValueType.STRING, "a string is no collection");
      Require.that(count >= 0 && expiryMillis >= 0, "count and expiry are not negative");
      Require.that(type == ValueType.LIST ? first >= 0 : first == 0, "a list has positions", first);
    }

    /// A collection that is no list, or a list that begins in the middle of all positions.
    public OfCollection(
        ValueType type, CollectionId id, long count, Hash128 elementsHash, long expiryMillis) {
      this(
          type,
          id,
          count,
          elementsHash,
          expiryMillis,
          type == ValueType.LIST ? MIDDLE_POSITION : 0);
    }

    /// A collection without elements that does not expire.
    public static OfCollection empty(ValueType type, CollectionId id) {
      return new OfCollection(type, id, 0, Hash128.ZERO, NEVER);
    }

    /// After an element was added that was not there.
    public OfCollection added(Bytes element, Bytes value) {
      return with(count + 1, elementsHash.plus(elementHash(element, value)));
    }

    /// After an element got another value.
    public OfCollection replaced(Bytes element, Bytes before, Bytes after) {
      return with(
          count,
          elementsHash.minus(elementHash(element, before)).plus(elementHash(element, after)));
    }

    /// After an element was removed that had the value `before`.
    public OfCollection removed(Bytes element, Bytes before) {
      return with(count - 1, elementsHash.minus(elementHash(element, before)));
    }

    @Override
    public Hash128 logicalHash(Bytes key) {
      return header(META_DOMAIN, key, 48)
          .u8(type.code())
          .varint(expiryMillis)
          .varint(count)
          .hash(elementsHash)
          .sipHash128();
    }

    @Override
    public Bytes encode() {
      FieldWriter out = new FieldWriter(64).u8(FORMAT).u8(type.code()).varint(expiryMillis);
      id.write(out);
      out.varint(count).hash(elementsHash);
      return type == ValueType.LIST ? out.u64(first).done() : out.done();
    }

    /// The row that holds `element`.
    public Bytes rowOf(Bytes element) {
      return type == ValueType.LIST
          ? RowKeys.listRow(id, RowKeys.position(element))
          : RowKeys.elementRow(id, element);
    }

    /// The same elements with another expiry.
    public OfCollection expiringAt(long millis) {
      return new OfCollection(type, id, count, elementsHash, millis, first);
    }

    /// The list after its first element came to be another one.
    public OfCollection startingAt(long position) {
      return new OfCollection(type, id, count, elementsHash, expiryMillis, position);
    }

    /// The same elements under another id.
    public OfCollection under(CollectionId other) {
      return new OfCollection(type, other, count, elementsHash, expiryMillis, first);
    }

    private OfCollection with(long newCount, Hash128 newHash) {
      return new OfCollection(type, id, newCount, newHash, expiryMillis, first);
    }
  }

  /// The expiry of a key that does not expire.
  long NEVER = 0;

  /// The position of the first element that a list ever has: either end can grow for ever.
  long MIDDLE_POSITION = 1L << 61;

  /// The version byte of the format above.
  int FORMAT = 1;

  /// Where the expiry stands in the format above; of most keys it is one byte.
  int EXPIRY_AT = 2;

  /// Keeps the hash of a key apart from that of an element with the same bytes.
  int META_DOMAIN = 'M';

  /// See [#META_DOMAIN].
  int ELEMENT_DOMAIN = 'E';

  /// What one element adds to its collection's `elementsHash`.
  static Hash128 elementHash(Bytes element, Bytes value) {
    return header(ELEMENT_DOMAIN, element, value.length()).raw(value).sipHash128();
  }

  /// When a key whose meta row has this value expires, read without the rest of it; 0: never.
  static long expiryMillis(Bytes value) {
    if (value.length() > EXPIRY_AT && value.at(EXPIRY_AT) == NEVER) {
      return NEVER;
    }
    FieldReader in = new FieldReader("meta row", value);
    in.raw(EXPIRY_AT);
    return in.count();
  }

  /// Whether a key that expires at `expiryMillis` has expired at `nowMillis`.
  static boolean isExpired(long expiryMillis, long nowMillis) {
    return expiryMillis != NEVER && expiryMillis < nowMillis;
  }

  /// Reads a meta row's value; [Malformed] if it is none.
  static Meta decode(Bytes value) {
    FieldReader in = new FieldReader("meta row", value);
    if (in.u8() != FORMAT) {
      throw in.malformed("has an unknown format");
    }
    ValueType type = ValueType.of(in.u8());
    long expiryMillis = in.count();
    if (type == ValueType.STRING) {
      return new OfString(in.rest(), expiryMillis);
    }
    CollectionId id = CollectionId.read(in);
    long count = in.count();
    Hash128 elementsHash = in.hash();
    long first = type == ValueType.LIST ? in.u64() : 0;
    in.end();
    if (first < 0) {
      throw in.malformed("has a negative position");
    }
    return new OfCollection(type, id, count, elementsHash, expiryMillis, first);
  }

  private static FieldWriter header(int domain, Bytes name, int more) {
    return new FieldWriter(6 + name.length() + more).u8(domain).sized(name);
  }

  private static int varintLength(long value) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
  }
}
