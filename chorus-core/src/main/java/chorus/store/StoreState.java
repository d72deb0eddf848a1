package chorus.store;

import chorus.base.Lsn;
import chorus.resp.Bytes;
import chorus.value.FieldReader;
import chorus.value.FieldWriter;
import chorus.value.Hash128;
import chorus.value.RowKeys;

/// What a store's rows amount to at one position of the log: its content hash, the number of keys
/// and the generation. A system row holds it, rewritten with every batch.
///
/// Two replicas with equal `applied` have equal states (law 5).
public record StoreState(Lsn applied, Hash128 hash, long keys, long generation) {
  /// A store that nothing was applied to.
  public static final StoreState EMPTY = new StoreState(Lsn.NONE, Hash128.ZERO, 0, 0);

  private static final int FORMAT = 1;

  /// The state that is stored with these rows.
  public static StoreState of(RowReader rows) {
    Bytes value = rows.get(RowKeys.stateRow());
    return value == null ? EMPTY : decode(value);
  }

  Effect row() {
    Bytes value =
        new FieldWriter(48)
            .u8(FORMAT)
            .varint(applied.number())
            .hash(hash)
            .varint(keys)
            .varint(generation)
            .done();
    return new Effect.Put(RowKeys.stateRow(), value);
  }

  private static StoreState decode(Bytes value) {
    FieldReader in = new FieldReader("state row", value);
    if (in.u8() != FORMAT) {
      throw in.malformed("has an unknown format");
    }
    StoreState state = new StoreState(new Lsn(in.count()), in.hash(), in.count(), in.count());
    in.end();
    return state;
  }
}
