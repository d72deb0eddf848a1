package chorus.command.key;

import chorus.command.Keyspace;
import chorus.resp.Bytes;
import chorus.value.Meta;
import chorus.value.ValueType;
import org.jspecify.annotations.Nullable;

/// A pattern of SORT: `#` is the element itself; else the element takes the place of the first `*`
/// in the name of a key, whose string is meant, or the field behind `->` of its hash.
record SortPattern(Bytes text) {
  private static final Bytes ITSELF = Bytes.utf8("#");

  /// Whether it is about something else for each element.
  boolean depends() {
    return star() >= 0;
  }

  /// What it says of `element`, or null.
  @Nullable Bytes of(Keyspace keys, Bytes element) {
    if (text.equals(ITSELF)) {
      return element;
    }
    int star = star();
    if (star < 0) {
      return null;
    }
    int arrow = arrow(star + 1);
    int end = arrow < 0 ? text.length() : arrow;
    Bytes key = text.slice(0, star).concat(element).concat(text.slice(star + 1, end));
    Meta meta = keys.meta(key);
    if (arrow < 0) {
      return meta instanceof Meta.OfString string ? string.value() : null;
    }
    return meta instanceof Meta.OfCollection hash && hash.type() == ValueType.HASH
        ? keys.element(hash, text.slice(arrow + 2, text.length()))
        : null;
  }

  private int star() {
    for (int i = 0; i < text.length(); i++) {
      if (text.at(i) == '*') {
        return i;
      }
    }
    return -1;
  }

  /// Where the `->` stands that has a field behind it, or -1.
  private int arrow(int from) {
    for (int i = from; i + 1 < text.length(); i++) {
      if (text.at(i) == '-' && text.at(i + 1) == '>') {
        return i + 2 < text.length() ? i : -1;
      }
    }
    return -1;
  }
}
