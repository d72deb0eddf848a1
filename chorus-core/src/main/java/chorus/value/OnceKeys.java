package chorus.value;

import chorus.resp.Bytes;

/// The layout of the row keys of CHORUS ONCE, as [RowKeys] has that of the others.
///
/// | row | key | value |
/// |---|---|---|
/// | number of sessions | `0x18`, `0x01` | varint |
/// | session | `0x18`, `0x02`, session (16 bytes) | its state |
/// | order of use | `0x18`, `0x03`, milliseconds u64, session | empty |
/// | outcome | `0x19`, session, seq u64 | what the command answered |
///
/// They belong to no generation: a flush leaves them. Each is a logical row of its own, so the
/// content hash holds the sum of [#hash].
public final class OnceKeys {
  private static final int COUNT = 1;
  private static final int SESSION = 2;
  private static final int USE = 3;

  /// Keeps the hash of these rows apart from that of a key with the same bytes.
  private static final int DOMAIN = 'O';

  private static final Bytes COUNT_ROW = once(COUNT).done();

  private OnceKeys() {}

  /// Holds the number of sessions; absent while there was none.
  public static Bytes countRow() {
    return COUNT_ROW;
  }

  /// The value of the count row.
  public static Bytes countValue(long sessions) {
    return new FieldWriter(Long.BYTES).varint(sessions).done();
  }

  /// The number that a count row's value holds.
  public static long count(Bytes value) {
    return new FieldReader("count of once sessions", value).whole(FieldReader::count);
  }

  /// The row of one session.
  public static Bytes sessionRow(OnceSession session) {
    FieldWriter out = once(SESSION);
    session.write(out);
    return out.done();
  }

  /// All session rows.
  public static RowRange sessions() {
    return RowRange.of(once(SESSION).done());
  }

  /// Says that `session` was last used at `millis` since 1970, or a little later.
  public static Bytes useRow(long millis, OnceSession session) {
    FieldWriter out = once(USE).u64(millis);
    session.write(out);
    return out.done();
  }

  /// The rows of sessions that were last used before `millis`, the longest unused first.
  public static RowRange usedBefore(long millis) {
    return new RowRange(once(USE).done(), once(USE).u64(millis).done());
  }

  /// The session of a use row.
  public static OnceSession sessionOf(Bytes useRow) {
    FieldReader in = new FieldReader("use row key", useRow);
    in.raw(2 + Long.BYTES);
    OnceSession session = OnceSession.read(in);
    in.end();
    return session;
  }

  /// The row of what one command of a session came to.
  public static Bytes outcomeRow(OnceSession session, long seq) {
    return outcome(session).u64(seq).done();
  }

  /// The session of an outcome row.
  public static OnceSession sessionOfOutcome(Bytes outcomeRow) {
    FieldReader in = new FieldReader("outcome row key", outcomeRow);
    in.u8();
    return OnceSession.read(in);
  }

  /// The seq of an outcome row.
  public static long seqOf(Bytes outcomeRow) {
    FieldReader in = new FieldReader("outcome row key", outcomeRow);
    in.raw(1 + OnceSession.BYTES);
    long seq = in.u64();
    in.end();
    return seq;
  }

  /// The rows of the outcomes with a seq below `before`.
  public static RowRange outcomesBefore(OnceSession session, long before) {
    return new RowRange(outcome(session).done(), outcomeRow(session, before));
  }

  /// The rows of all outcomes of a session.
  public static RowRange outcomes(OnceSession session) {
    return RowRange.of(outcome(session).done());
  }

  /// What one row of these kinds adds to the content hash.
  public static Hash128 hash(Bytes row, Bytes value) {
    return new FieldWriter(8 + row.length() + value.length())
        .u8(DOMAIN)
        .sized(row)
        .raw(value)
        .sipHash128();
  }

  private static FieldWriter once(int part) {
    return new FieldWriter(2 + Long.BYTES + OnceSession.BYTES).u8(RowKind.ONCE.prefix()).u8(part);
  }

  private static FieldWriter outcome(OnceSession session) {
    FieldWriter out =
        new FieldWriter(1 + OnceSession.BYTES + Long.BYTES).u8(RowKind.ONCE_OUTCOME.prefix());
    session.write(out);
    return out;
  }
}
