package chorus.log;

import chorus.base.Lsn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the valid records lie, by LSN. In memory only; recovery builds it again.
final class LogIndex {
  private final List<Run> runs = new ArrayList<>();

  /// A record was written.
  void added(long sequence, Lsn lsn, int offset, int end) {
    if (runs.isEmpty() || !runs.getLast().extend(sequence, lsn.number(), offset, end)) {
      runs.add(new Run(sequence, lsn.number(), offset, end));
    }
  }

  /// A cut was written.
  void cutAfter(Lsn lsn) {
    while (!runs.isEmpty() && runs.getLast().firstLsn() > lsn.number()) {
      runs.removeLast();
    }
    if (!runs.isEmpty() && runs.getLast().lastLsn() > lsn.number()) {
      runs.getLast().cutAfter(lsn.number());
    }
  }

  /// The segments below `sequence` are not there any more.
  void dropBefore(long sequence) {
    runs.removeIf(run -> run.sequence() < sequence);
  }

  /// The run that holds `lsn`.
  Optional<Run> find(Lsn lsn) {
    int low = 0;
    int high = runs.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Run run = runs.get(middle);
      if (lsn.number() < run.firstLsn()) {
        high = middle - 1;
      } else if (lsn.number() > run.lastLsn()) {
        low = middle + 1;
      } else {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }

  /// Bytes of the frames of the records in `(after, upTo]`, each end off by less than the distance
  /// of two marks.
  long bytesBetween(Lsn after, Lsn upTo) {
    long bytes = 0;
    for (Run run : runs.reversed()) {
      if (run.lastLsn() <= after.number()) {
        break;
      }
      long from = Math.max(after.number() + 1, run.firstLsn());
      long to = Math.min(upTo.number(), run.lastLsn());
      if (from <= to) {
        bytes += run.offsetOf(to + 1) - run.offsetOf(from);
      }
    }
    return bytes;
  }
}
