package chorus.command.key;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.resp.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How SORT is to sort, and what it answers.
///
/// @param by where the weight of an element is; empty: it is its own
/// @param order whether to sort, and how weights compare
/// @param offset how many elements are passed over
/// @param count how many are answered at most; below zero: all
/// @param gets what is answered of each element; none: the element
/// @param destination the key that becomes the list of what would be answered
record SortOptions(
    Optional<SortPattern> by,
    Order order,
    Direction direction,
    long offset,
    long count,
    List<SortPattern> gets,
    Optional<Bytes> destination) {
  enum Order {
    NUMBERS,
    BYTES,
    NONE
  }

  enum Direction {
    UP,
    DOWN
  }

  /// Whether there may be a destination: SORT_RO has none.
  enum Storing {
    YES,
    NO
  }

  SortOptions {
    gets = List.copyOf(gets);
  }

  /// Reads the options, which begin at word 2. The last of several of a kind counts.
  static SortOptions of(Args args, Storing storing) {
    Optional<SortPattern> by = Optional.empty();
    boolean sorts = true;
    boolean bytes = false;
    Direction direction = Direction.UP;
    long offset = 0;
    long count = -1;
    List<SortPattern> gets = new ArrayList<>();
    Optional<Bytes> destination = Optional.empty();
    for (int i = 2; i < args.size(); i++) {
      int left = args.size() - i - 1;
      if (args.is(i, "asc")) {
        direction = Direction.UP;
      } else if (args.is(i, "desc")) {
        direction = Direction.DOWN;
      } else if (args.is(i, "alpha")) {
        bytes = true;
      } else if (args.is(i, "limit") && left >= 2) {
        offset = args.longAt(i + 1);
        count = args.longAt(i + 2);
        i += 2;
      } else if (args.is(i, "store") && left >= 1 && storing == Storing.YES) {
        i++;
        destination = Optional.of(args.bytes(i));
      } else if (args.is(i, "by") && left >= 1) {
        i++;
        SortPattern pattern = new SortPattern(args.bytes(i));
        by = Optional.of(pattern);
        sorts = sorts && pattern.depends();
      } else if (args.is(i, "get") && left >= 1) {
        i++;
        gets.add(new SortPattern(args.bytes(i)));
      } else {
        throw CommandError.syntax();
      }
    }
    Order sorted = bytes ? Order.BYTES : Order.NUMBERS;
    return new SortOptions(
        by, sorts ? sorted : Order.NONE, direction, offset, count, gets, destination);
  }

  /// The same, sorted by the bytes of the elements.
  SortOptions byBytes() {
    return new SortOptions(
        Optional.empty(), Order.BYTES, direction, offset, count, gets, destination);
  }

  /// The elements of `sorted` that are answered.
  List<Bytes> limited(List<Bytes> sorted) {
    int size = sorted.size();
    int from = (int) Math.min(Math.max(offset, 0), size);
    int to = count < 0 ? size : (int) Math.min(from + Math.min(count, size), size);
    return sorted.subList(from, to);
  }
}
