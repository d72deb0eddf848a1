package chorus.command.key;

import chorus.command.Element;
import chorus.command.Keyspace;
import chorus.command.Words;
import chorus.resp.Bytes;
import chorus.value.Meta;
import java.util.function.Predicate;

/// How Redis 7.0 would keep a value, by its default thresholds and by what the value is now. Redis
/// differs: it also remembers what the value was before.
final class Encodings {
  private static final int MAX_EMBEDDED_BYTES = 44;
  private static final int MAX_PACKED_BYTES = 64;

  /// Above, a hash or a set is a table; up to it, all elements are looked at.
  private static final int MAX_SMALL = 512;

  /// The same for a sorted set, which is a skip list then.
  private static final int MAX_SMALL_ZSET = 128;

  private Encodings() {}

  static String of(Keyspace keys, Meta meta) {
    return switch (meta) {
      case Meta.OfString string -> ofString(string.value());
      case Meta.OfCollection collection ->
          switch (collection.type()) {
            case HASH ->
                isSmall(keys, collection, MAX_SMALL, Encodings::isPacked)
                    ? "listpack"
                    : "hashtable";
            case LIST -> "quicklist";
            case SET ->
                isSmall(keys, collection, MAX_SMALL, Encodings::isNumber) ? "intset" : "hashtable";
            case ZSET ->
                isSmall(keys, collection, MAX_SMALL_ZSET, Encodings::isPacked)
                    ? "listpack"
                    : "skiplist";
            case STRING -> throw new IllegalStateException("a string is no collection");
          };
    };
  }

  private static String ofString(Bytes value) {
    if (Words.isLong(value)) {
      return "int";
    }
    return value.length() <= MAX_EMBEDDED_BYTES ? "embstr" : "raw";
  }

  private static boolean isSmall(
      Keyspace keys, Meta.OfCollection collection, int most, Predicate<Element> each) {
    return collection.count() <= most && keys.all(collection).stream().allMatch(each);
  }

  private static boolean isPacked(Element field) {
    return field.name().length() <= MAX_PACKED_BYTES && field.value().length() <= MAX_PACKED_BYTES;
  }

  private static boolean isNumber(Element member) {
    return Words.isLong(member.name());
  }
}
