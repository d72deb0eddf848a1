package chorus.store;

import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;
import chorus.value.Hash128;
import chorus.value.RowKeys;

/// What a store's rows amount to at one position of the log: its content hash, the number of keys,
/// the generation, `once`, the part of the hash that a flush leaves: that of the rows of CHORUS
/// ONCE, and how many of the keys expire. A system row holds it, rewritten with every batch.
///
/// Format 2: version u8, applied LSN varint, hash, number of keys varint, generation varint, once
/// hash, number of expiring keys varint. Where the last two are zero it is format 1, without them.
///
/// Two replicas with equal `applied` have equal states (law 5).
public record StoreState(
    Lsn applied, Hash128 hash, long keys, long generation, Hash128 once, long expiring) {
  /// A store that nothing was applied to.
  public static final StoreState EMPTY = new StoreState(Lsn.NONE, Hash128.ZERO, 0, 0);

  private static final int SHORT = 1;
  private static final int FORMAT = 2;

  /// A state without rows of CHORUS ONCE, and without keys that expire.
  public StoreState(Lsn applied, Hash128 hash, long keys, long generation) {
    this(applied, hash, keys, generation, Hash128.ZERO, 0);
  }

  /// The state that is stored with these rows.
  public static StoreState of(RowReader rows) {
    Bytes value = rows.get(RowKeys.stateRow());
    return value == null ? EMPTY : decode(value);
  }

  Effect row() {
    return new Effect.Put(RowKeys.stateRow(), encoded());
  }

  /// As bytes. Mirror of [#decode].
  public Bytes encoded() {
    boolean isShort = once.equals(Hash128.ZERO) && expiring == 0;
    FieldWriter out =
        new FieldWriter(64)
            .u8(isShort ? SHORT : FORMAT)
            .varint(applied.number())
            .hash(hash)
            .varint(keys)
            .varint(generation);
    return (isShort ? out : out.hash(once).varint(expiring)).done();
  }

  /// Throws [chorus.value.Malformed] for anything that [#encoded] does not write.
  public static StoreState decode(Bytes value) {
    FieldReader in = new FieldReader("state row", value);
    int format = in.u8();
    if (format != SHORT && format != FORMAT) {
      throw in.malformed("has an unknown format");
    }
    StoreState state =
        new StoreState(
            new Lsn(in.count()),
            in.hash(),
            in.count(),
            in.count(),
            format == FORMAT ? in.hash() : Hash128.ZERO,
            format == FORMAT ? in.count() : 0);
    in.end();
    return state;
  }
}
