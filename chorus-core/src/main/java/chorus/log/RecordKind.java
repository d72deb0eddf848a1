package chorus.log;

import chorus.base.Require;

/// What a record says.
public enum RecordKind {
  /// Row changes of one command or transaction; the payload is `store.EffectCodec`'s.
  ROWS(1),
  /// The first record of a leadership. No payload.
  EPOCH_START(2),
  /// "Publish your content hash at this position." No payload.
  BEAT(3);

  private final int code;

  RecordKind(int code) {
    this.code = code;
  }

  /// The byte that stands for this kind in every format. Never reused.
  public int code() {
    return code;
  }

  public static RecordKind of(int code) {
    for (RecordKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no record kind " + code);
  }

  /// Whether `code` stands for a kind.
  public static boolean isKnown(int code) {
    Require.that(code >= 0, "a kind is a byte");
    return code >= ROWS.code && code <= BEAT.code;
  }
}
