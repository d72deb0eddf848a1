package chorus.value;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.base.Require;

/// The name of one collection's element rows: the position of the record that created it, and which
/// of that record's collections it is.
///
/// A key that is deleted and made again gets new element rows under a new id, so that DEL and
/// overwrite touch the meta row alone. Fourteen bytes in a row key: epoch u32, LSN u64, ordinal
/// u16.
public record CollectionId(Epoch epoch, Lsn lsn, int ordinal) {
  /// One record makes no more collections than from 0 to here.
  public static final int HIGHEST_ORDINAL = 0xffff;

  static final int BYTES = 14;

  public CollectionId {
    Require.that(epoch.number() <= 0xffff_ffffL, "a collection id holds 32 bits of epoch");
    Require.that(
        ordinal >= 0 && ordinal <= HIGHEST_ORDINAL, "a collection id holds 16 bits of ordinal");
  }

  void write(FieldWriter out) {
    long number = epoch.number();
    out.u8((int) (number >>> 24)).u8((int) (number >>> 16)).u8((int) (number >>> 8));
    out.u8((int) number).u64(lsn.number()).u8(ordinal >>> 8).u8(ordinal);
  }

  static CollectionId read(FieldReader in) {
    long epoch = 0;
    for (int i = 0; i < 4; i++) {
      epoch = epoch << 8 | in.u8();
    }
    long lsn = in.u64();
    if (lsn < 0) {
      throw in.malformed("has a negative LSN");
    }
    return new CollectionId(new Epoch(epoch), new Lsn(lsn), in.u8() << 8 | in.u8());
  }

  @Override
  public String toString() {
    return epoch + "/" + lsn + "#" + ordinal;
  }
}
