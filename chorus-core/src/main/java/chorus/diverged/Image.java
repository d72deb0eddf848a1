package chorus.diverged;

import chorus.base.Require;
import chorus.resp.Bytes;
import chorus.value.Hash128;
import chorus.value.Meta;
import chorus.value.ValueType;
import org.jspecify.annotations.Nullable;

/// What a key held at one moment: a string in full, of a collection how many elements and their
/// hash.
///
/// Expiries are in milliseconds since 1970, 0: never.
public sealed interface Image {
  /// What `Meta.logicalHash` gave for the key, and zero where there was none: two images of one key
  /// with the same hash are of the same content.
  Hash128 hash();

  /// Whether a key whose content has this hash holds what this is of.
  default boolean isOf(Hash128 content) {
    return hash().equals(content);
  }

  /// About how much memory it takes.
  default long bytes() {
    return this instanceof Text text ? text.value().length() : 0;
  }

  /// The key was not there.
  record Absent() implements Image {
    @Override
    public Hash128 hash() {
      return Hash128.ZERO;
    }
  }

  /// Nobody knows: the rows that the write began with are not there any more.
  record Unknown() implements Image {
    @Override
    public Hash128 hash() {
      return Hash128.ZERO;
    }

    @Override
    public boolean isOf(Hash128 content) {
      return false;
    }
  }

  /// A string. Made by [Image#of], which works out the hash.
  record Text(Bytes value, long expiryMillis, Hash128 hash) implements Image {
    public Text {
      Require.that(expiryMillis >= 0, "an expiry is not negative");
    }
  }

  /// A collection of `count` elements.
  record Collection(ValueType type, long count, long expiryMillis, Hash128 hash) implements Image {
    public Collection {
      Require.that(type != ValueType.STRING, "a string is no collection");
      Require.that(count > 0 && expiryMillis >= 0, "a collection has elements", count);
    }
  }

  /// What `key` holds where its meta row is `meta`; null: there is none.
  static Image of(Bytes key, @Nullable Meta meta) {
    return switch (meta) {
      case null -> new Absent();
      case Meta.OfString text -> new Text(text.value(), text.expiryMillis(), text.logicalHash(key));
      case Meta.OfCollection all ->
          new Collection(all.type(), all.count(), all.expiryMillis(), all.logicalHash(key));
    };
  }
}
