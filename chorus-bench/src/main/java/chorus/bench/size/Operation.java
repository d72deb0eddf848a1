package chorus.bench.size;

import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.List;

/// A command on one element of a collection.
enum Operation {
  HSET,
  HGET,
  SADD,
  SREM,
  SISMEMBER,
  ZADD,
  ZREM,
  ZSCORE,
  ZRANK,
  LPUSH,
  LPOP,
  RPUSH,
  RPOP,
  LINDEX_FIRST,
  LINDEX_LAST;

  /// What fields of hashes and elements of lists hold.
  static final Bytes VALUE = Bytes.utf8("sixteen bytes ok");

  /// The next one on `key`, drawn from what `elements` holds.
  List<Bytes> next(Bytes key, Elements elements) {
    List<Bytes> words = new ArrayList<>(List.of(Bytes.utf8(command()), key));
    words.addAll(arguments(elements));
    return words;
  }

  private List<Bytes> arguments(Elements elements) {
    return switch (this) {
      case HSET -> List.of(elements.any(), VALUE);
      case HGET, SISMEMBER, ZSCORE, ZRANK -> List.of(elements.any());
      case SADD -> List.of(elements.fresh());
      case ZADD -> List.of(elements.score(), elements.fresh());
      case SREM, ZREM -> List.of(elements.removed());
      case LPUSH, RPUSH -> List.of(VALUE);
      case LPOP, RPOP -> List.of();
      case LINDEX_FIRST -> List.of(Bytes.utf8("0"));
      case LINDEX_LAST -> List.of(Bytes.utf8("-1"));
    };
  }

  private String command() {
    return switch (this) {
      case LINDEX_FIRST, LINDEX_LAST -> "LINDEX";
      default -> name();
    };
  }

  /// As tables call it.
  String title() {
    return switch (this) {
      case LINDEX_FIRST -> "LINDEX 0";
      case LINDEX_LAST -> "LINDEX -1";
      default -> name();
    };
  }
}
