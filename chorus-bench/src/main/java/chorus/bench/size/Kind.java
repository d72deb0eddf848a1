package chorus.bench.size;

import java.util.List;

/// A kind of collection, with what is measured on it.
enum Kind {
  HASH,
  SET,
  ZSET,
  LIST;

  /// The command that fills a collection.
  String adding() {
    return switch (this) {
      case HASH -> "HSET";
      case SET -> "SADD";
      case ZSET -> "ZADD";
      case LIST -> "RPUSH";
    };
  }

  /// In an order that leaves the size as it was: what adds a batch is followed by what takes one
  /// away.
  List<Operation> operations() {
    return switch (this) {
      case HASH -> List.of(Operation.HSET, Operation.HGET);
      case SET -> List.of(Operation.SADD, Operation.SREM, Operation.SISMEMBER);
      case ZSET -> List.of(Operation.ZADD, Operation.ZREM, Operation.ZSCORE, Operation.ZRANK);
      case LIST ->
          List.of(
              Operation.LPUSH,
              Operation.LPOP,
              Operation.RPUSH,
              Operation.RPOP,
              Operation.LINDEX_FIRST,
              Operation.LINDEX_LAST);
    };
  }
}
