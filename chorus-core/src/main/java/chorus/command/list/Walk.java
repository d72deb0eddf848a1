package chorus.command.list;

import chorus.command.Keyspace;
import chorus.resp.Bytes;
import chorus.value.Meta;
import java.util.List;

/// Goes through the elements of a list from one end, a block of rows at a time.
final class Walk {
  private static final int BLOCK = 100;

  private final Keyspace keys;
  private final Meta.OfCollection list;
  private final End from;
  private List<Bytes> block = List.of();

  /// How many elements came before the block.
  private long before;

  /// The present element's place in the block.
  private int at = -1;

  Walk(Keyspace keys, Meta.OfCollection list, End from) {
    this.keys = keys;
    this.list = list;
    this.from = from;
  }

  /// Goes to the next element; false at the end.
  boolean next() {
    at++;
    if (at == block.size()) {
      before += block.size();
      block = block(before, Math.min(before + BLOCK, list.count()));
      at = 0;
    }
    return at < block.size();
  }

  Bytes value() {
    return block.get(at);
  }

  /// The index of the element, counted from the head.
  long index() {
    long passed = before + at;
    return from == End.LEFT ? passed : list.count() - 1 - passed;
  }

  private List<Bytes> block(long start, long end) {
    return switch (from) {
      case LEFT -> keys.values(list, start, end);
      case RIGHT -> keys.values(list, list.count() - end, list.count() - start).reversed();
    };
  }
}
