package chorus.log;

import chorus.base.LogPosition;
import chorus.base.Lsn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The segments behind the one in use, oldest first: where each ends, so that it is known which of
/// them nobody needs. In memory only; recovery builds it again.
final class Sealed {
  private final List<Full> segments = new ArrayList<>();

  /// One segment that takes no more.
  ///
  /// @param end the last record before the next segment
  /// @param wallMillis when that was written, by its leader's clock
  private record Full(long sequence, LogPosition end, long wallMillis, Edge edge) {
    Full crossed() {
      return new Full(sequence, end, wallMillis, Edge.CROSSED);
    }
  }

  /// What the end of a segment is good for.
  private enum Edge {
    /// The log can begin behind it.
    CLEAN,
    /// A later cut voided records before it, so the log behind it does not stand by itself.
    CROSSED
  }

  /// A place where the log can begin.
  ///
  /// @param next the sequence of the segment behind it
  /// @param base the last record before it
  record Place(long next, LogPosition base) {}

  /// The segment in use is left.
  void add(long sequence, LogPosition end, long wallMillis) {
    segments.add(new Full(sequence, end, wallMillis, Edge.CLEAN));
  }

  /// What is above `lsn` was voided.
  void cutAfter(Lsn lsn) {
    segments.replaceAll(each -> each.end.lsn().isAfter(lsn) ? each.crossed() : each);
  }

  int count() {
    return segments.size();
  }

  /// The last place at which nothing above `lsn` is given up, no record later than `wallMillis`,
  /// and at most `most` segments; empty if there is none.
  Optional<Place> before(Lsn lsn, long wallMillis, int most) {
    Place found = null;
    int seen = 0;
    for (Full each : segments) {
      boolean ends = seen == most || each.end.lsn().isAfter(lsn) || each.wallMillis > wallMillis;
      if (ends) {
        break;
      }
      seen++;
      if (each.edge == Edge.CLEAN) {
        found = new Place(each.sequence + 1, each.end);
      }
    }
    return Optional.ofNullable(found);
  }

  /// The log begins with segment `sequence`.
  void dropBefore(long sequence) {
    segments.removeIf(each -> each.sequence < sequence);
  }
}
