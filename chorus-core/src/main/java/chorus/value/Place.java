package chorus.value;

import chorus.base.Require;
import chorus.resp.Bytes;

/// A place in the order of a sorted set: by score, and within a score by the bytes of the member.
/// It is where a member lies, or just before or behind some.
///
/// `0x00` is before all members. The place of a member: `0x01`, its score u64 in the order of the
/// numbers, the member. Minus zero is zero.
public record Place(Bytes bytes) {
  /// The place of what counts the members before the first tower of a level.
  public static final Place HEAD = new Place(Bytes.wrap(new byte[] {0}));

  /// Before every member, and behind the head.
  public static final Place FIRST = new Place(Bytes.wrap(new byte[] {1}));

  /// Behind every member.
  public static final Place END = new Place(Bytes.wrap(new byte[] {2}));

  private static final int MEMBER = 1;
  private static final int SCORE_AT = 1;
  private static final int MEMBER_AT = SCORE_AT + Long.BYTES;

  /// Where `member` lies if it has this score, which is a number.
  public static Place of(double score, Bytes member) {
    FieldWriter out = new FieldWriter(MEMBER_AT + member.length());
    return new Place(out.u8(MEMBER).u64(inOrder(score)).raw(member).done());
  }

  /// Before all members of this score.
  public static Place before(double score) {
    return of(score, Bytes.EMPTY);
  }

  /// Behind all members of this score.
  public static Place behind(double score) {
    return new Place(new FieldWriter(MEMBER_AT).u8(MEMBER).u64(inOrder(score) + 1).done());
  }

  /// Right behind this place: nothing lies between the two but what lies here.
  public Place next() {
    return new Place(bytes.concat(Bytes.wrap(new byte[1])));
  }

  /// The member that lies here.
  Bytes member() {
    return bytes.slice(MEMBER_AT, bytes.length());
  }

  /// The score of the member that lies here.
  double score() {
    FieldReader in = new FieldReader("place of a member", bytes);
    if (in.u8() != MEMBER) {
      throw in.malformed("is no member's");
    }
    long order = in.u64();
    return Double.longBitsToDouble(order < 0 ? order ^ Long.MIN_VALUE : ~order);
  }

  /// A number that is larger, unsigned, where the score is.
  private static long inOrder(double score) {
    Require.that(!Double.isNaN(score), "a score is a number");
    long bits = Double.doubleToRawLongBits(score == 0 ? 0.0 : score);
    return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
  }
}
