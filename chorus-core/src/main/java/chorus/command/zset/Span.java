package chorus.command.zset;

import chorus.command.OrderedMembers;
import chorus.command.Scored;
import java.util.List;

/// The members from index `from` up to before `to`; none where that is not above.
record Span(long from, long to) {
  long size() {
    return Math.max(0, to - from);
  }

  /// The members of the span but for the first `offset`, at most `limit`, in this direction.
  List<Scored> page(OrderedMembers members, long offset, long limit, Direction direction) {
    if (offset < 0 || offset >= size() || limit == 0) {
      return List.of();
    }
    long count = Math.min(limit, size() - offset);
    return switch (direction) {
      case FORWARD -> members.page(from + offset, count);
      case REVERSE -> members.page(to - offset - count, count).reversed();
    };
  }
}
