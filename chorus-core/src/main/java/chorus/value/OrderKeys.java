package chorus.value;

import chorus.resp.Bytes;

/// The rows that say in which order the members of a sorted set lie, beside the element rows that
/// hold their scores (decision 0022).
///
/// | row | key | value |
/// |---|---|---|
/// | of a member | `0x21`, collection id (14 bytes), `0x00`, its place | empty |
/// | of a tower | the same with the level, from 1 on | how many members lie from there to the next tower of the level, itself included: varint |
/// | of what lies before the first tower | the same with the place [Place#HEAD] | how many, varint |
///
/// A member is a tower at the levels from 1 up to its *height*, which follows from its hash.
public final class OrderKeys {
  /// The highest level.
  public static final int TOP = 4;

  private static final int BITS_PER_LEVEL = 5;
  private static final int LEVEL_AT = 1 + CollectionId.BYTES;
  private static final int PLACE_AT = LEVEL_AT + 1;

  private OrderKeys() {}

  /// The value of an element row whose member has this score, which is a number: the bits of the
  /// double. Minus zero becomes zero, so that the place of a member says its score.
  public static Bytes scoreValue(double score) {
    double held = score == 0 ? 0.0 : score;
    return new FieldWriter(Long.BYTES).u64(Double.doubleToRawLongBits(held)).done();
  }

  /// The score that an element row's value holds.
  public static double score(Bytes value) {
    FieldReader in = new FieldReader("score", value);
    long bits = in.u64();
    in.end();
    double score = Double.longBitsToDouble(bits);
    if (Double.isNaN(score) || bits == Long.MIN_VALUE) {
      throw in.malformed("is not a number or minus zero");
    }
    return score;
  }

  /// At how many levels above 0 `member` has a row.
  public static int height(Bytes member) {
    return Math.min(TOP, Long.numberOfTrailingZeros(RowKeys.hash62(member)) / BITS_PER_LEVEL);
  }

  public static Bytes row(CollectionId id, int level, Place place) {
    FieldWriter out = new FieldWriter(PLACE_AT + place.bytes().length()).u8(RowKind.ORDER.prefix());
    id.write(out);
    return out.u8(level).raw(place.bytes()).done();
  }

  /// The rows of one level that lie at `from` or behind it, and before `to`.
  public static RowRange range(CollectionId id, int level, Place from, Place to) {
    return new RowRange(row(id, level, from), row(id, level, to));
  }

  /// All rows of a collection, level by level.
  public static RowRange collectionRange(CollectionId id) {
    FieldWriter prefix = new FieldWriter(LEVEL_AT).u8(RowKind.ORDER.prefix());
    id.write(prefix);
    return RowRange.of(prefix.done());
  }

  public static CollectionId collectionOf(Bytes row) {
    FieldReader in = new FieldReader("order row key", row);
    in.u8();
    return CollectionId.read(in);
  }

  public static int levelOf(Bytes row) {
    return row.at(LEVEL_AT);
  }

  public static Place placeOf(Bytes row) {
    return new Place(row.slice(PLACE_AT, row.length()));
  }

  public static Bytes memberOf(Bytes row) {
    return placeOf(row).member();
  }

  /// The score of the member that a row of level 0 is of.
  public static double scoreOf(Bytes row) {
    return placeOf(row).score();
  }

  /// The value of a row of a higher level.
  public static Bytes countValue(long count) {
    return new FieldWriter(Long.BYTES).varint(count).done();
  }

  /// The count that such a value holds.
  public static long count(Bytes value) {
    FieldReader in = new FieldReader("count of members", value);
    long count = in.count();
    in.end();
    return count;
  }
}
