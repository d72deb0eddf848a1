package chorus.diverged;

import chorus.base.LogPosition;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which writes of a diverged store are meant.
public sealed interface Selection {
  /// All that stood behind `position`.
  record After(LogPosition position) implements Selection {}

  /// Those that stood at these positions.
  record These(SortedSet<LogPosition> positions) implements Selection {
    public These {
      positions = Collections.unmodifiableSortedSet(new TreeSet<>(positions));
    }
  }

  static Selection all() {
    return new After(LogPosition.START);
  }

  default boolean takes(LogPosition write) {
    return switch (this) {
      case After(LogPosition position) -> write.compareTo(position) > 0;
      case These(SortedSet<LogPosition> positions) -> positions.contains(write);
    };
  }

  /// Whether a write of `part` may be meant.
  default boolean mayTake(DivergedPart part) {
    return switch (this) {
      case After(LogPosition position) -> part.last().compareTo(position) > 0;
      case These(SortedSet<LogPosition> positions) -> {
        SortedSet<LogPosition> from = positions.tailSet(part.first());
        yield !from.isEmpty() && from.first().compareTo(part.last()) <= 0;
      }
    };
  }

  /// Those that were named, and are not among `found`.
  default List<LogPosition> missing(SortedSet<LogPosition> found) {
    return switch (this) {
      case After _ -> List.of();
      case These(SortedSet<LogPosition> positions) ->
          positions.stream().filter(each -> !found.contains(each)).toList();
    };
  }
}
