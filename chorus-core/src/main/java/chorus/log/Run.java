package chorus.log;

import chorus.base.Require;
import java.util.ArrayList;
import java.util.List;

/// Records with consecutive LSNs that lie one behind the other in one segment, with a mark at every
/// 64 KiB.
final class Run {
  static final int MARK_BYTES = 64 << 10;

  private final long sequence;
  private final List<Mark> marks = new ArrayList<>();
  private long lastLsn;
  private int end;

  /// Where reading stops at the latest; behind a cut that is more than [#end].
  private int limit;

  /// The record `lsn` begins at `offset`.
  record Mark(long lsn, int offset) {}

  Run(long sequence, long lsn, int offset, int frameEnd) {
    this.sequence = sequence;
    marks.add(new Mark(lsn, offset));
    this.lastLsn = lsn;
    this.end = frameEnd;
    this.limit = frameEnd;
  }

  /// Takes the next frame if it continues this run.
  boolean extend(long inSequence, long lsn, int offset, int frameEnd) {
    if (inSequence != sequence || lsn != lastLsn + 1 || offset != limit) {
      return false;
    }
    if (offset - marks.getLast().offset >= MARK_BYTES) {
      marks.add(new Mark(lsn, offset));
    }
    lastLsn = lsn;
    end = frameEnd;
    limit = frameEnd;
    return true;
  }

  /// Forgets the records above `lsn`, which is in this run. What follows is no continuation, since
  /// the frame of the cut lies between.
  void cutAfter(long lsn) {
    Require.that(lsn >= firstLsn() && lsn <= lastLsn, "a run is cut inside", lsn);
    end = (int) offsetOf(lsn + 1);
    lastLsn = lsn;
    marks.removeIf(mark -> mark.lsn > lsn);
  }

  long sequence() {
    return sequence;
  }

  long firstLsn() {
    return marks.getFirst().lsn;
  }

  long lastLsn() {
    return lastLsn;
  }

  int limit() {
    return limit;
  }

  /// Whether the records of this run stand around `offset`.
  boolean covers(int offset) {
    return offset >= marks.getFirst().offset && offset < limit;
  }

  /// The nearest mark at or below `lsn`.
  Mark markAt(long lsn) {
    int low = 0;
    int high = marks.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (marks.get(middle).lsn <= lsn) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return marks.get(low);
  }

  /// About where `lsn` begins: exact at marks and at both ends, straight lines between.
  long offsetOf(long lsn) {
    if (lsn > lastLsn) {
      return end;
    }
    Mark before = markAt(lsn);
    int at = marks.indexOf(before) + 1;
    Mark after = at < marks.size() ? marks.get(at) : new Mark(lastLsn + 1, end);
    return before.offset
        + (long) (after.offset - before.offset) * (lsn - before.lsn) / (after.lsn - before.lsn);
  }
}
