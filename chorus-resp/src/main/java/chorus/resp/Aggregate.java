package chorus.resp;

import java.util.ArrayList;
import java.util.List;

/// A list, map, set, push or attribute whose elements are still arriving.
final class Aggregate {

  private final char type;
  private final List<Reply> elements = new ArrayList<>();
  private long missing;

  /// An aggregate of `type` that is declared to hold `count` elements, or entries if it is a map.
  Aggregate(char type, long count) {
    this.type = type;
    this.missing = holdsEntries(type) ? 2 * count : count;
  }

  /// Whether `type` begins an aggregate.
  static boolean isType(char type) {
    return type == '*' || type == '~' || type == '>' || holdsEntries(type);
  }

  private static boolean holdsEntries(char type) {
    return type == '%' || type == '|';
  }

  void add(Reply element) {
    elements.add(element);
    missing--;
  }

  boolean isComplete() {
    return missing == 0;
  }

  /// Whether this describes the reply behind it rather than being one.
  boolean isAttribute() {
    return type == '|';
  }

  /// The complete reply; an attribute has none.
  Reply toReply() {
    return switch (type) {
      case '*' -> Reply.array(elements);
      case '~' -> new Reply.SetReply(elements);
      case '>' -> new Reply.Push(elements);
      case '%' -> new Reply.MapReply(entries());
      default -> throw new IllegalStateException("an aggregate of type " + type + " is no reply");
    };
  }

  private List<Reply.Entry> entries() {
    List<Reply.Entry> entries = new ArrayList<>(elements.size() / 2);
    for (int i = 0; i < elements.size(); i += 2) {
      entries.add(new Reply.Entry(elements.get(i), elements.get(i + 1)));
    }
    return entries;
  }
}
