package chorus.value;

/// What a key holds. Codes are written to rows: never reused, never changed. 6 is kept for stream.
public enum ValueType {
  STRING(1, "string"),
  HASH(2, "hash"),
  LIST(3, "list"),
  SET(4, "set"),
  ZSET(5, "zset");

  private final int code;
  private final String redisName;

  ValueType(int code, String redisName) {
    this.code = code;
    this.redisName = redisName;
  }

  /// The byte that stands for this type in every format.
  public int code() {
    return code;
  }

  /// What `TYPE` answers.
  public String redisName() {
    return redisName;
  }

  /// The type that `code` stands for; [Malformed] if there is none.
  public static ValueType of(int code) {
    return switch (code) {
      case 1 -> STRING;
      case 2 -> HASH;
      case 3 -> LIST;
      case 4 -> SET;
      case 5 -> ZSET;
      default -> throw new Malformed("no value type has the code " + code);
    };
  }
}
