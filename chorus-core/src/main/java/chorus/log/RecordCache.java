package chorus.log;

import chorus.base.Lsn;
import chorus.base.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The newest records, in memory: a ring of consecutive LSNs.
///
/// Invariant: a record that is not durable is never evicted, so whatever cannot be read back from
/// disk yet is here.
final class RecordCache {
  private static final int OVERHEAD_BYTES = 96;
  private final long limitBytes;
  private @Nullable LogRecord[] ring = new @Nullable LogRecord[64];
  private long firstLsn = 1;
  private int count;
  private long bytes;

  RecordCache(long limitBytes, Lsn last) {
    this.limitBytes = limitBytes;
    this.firstLsn = last.number() + 1;
  }

  void add(LogRecord record) {
    Require.that(record.lsn().number() == firstLsn + count, "the cache has no gap", record.lsn());
    if (count == ring.length) {
      grow();
    }
    ring[slot(firstLsn + count)] = record;
    count++;
    bytes += sizeOf(record);
  }

  /// Drops the oldest records down to the limit, none above `durable`.
  void evict(Lsn durable) {
    while (bytes > limitBytes && count > 0 && firstLsn <= durable.number()) {
      bytes -= sizeOf(take(firstLsn));
      firstLsn++;
      count--;
    }
  }

  void cutAfter(Lsn lsn) {
    while (count > 0 && firstLsn + count - 1 > lsn.number()) {
      bytes -= sizeOf(take(firstLsn + count - 1));
      count--;
    }
    if (count == 0) {
      firstLsn = Math.min(firstLsn, lsn.number() + 1);
    }
  }

  /// Records from `from` on, at least one and about `maxBytes` of payload; empty if `from` is not
  /// here.
  List<LogRecord> from(Lsn from, int maxBytes) {
    List<LogRecord> found = new ArrayList<>();
    long room = maxBytes;
    for (long lsn = from.number(); lsn >= firstLsn && lsn < firstLsn + count; lsn++) {
      LogRecord record = at(lsn);
      if (!found.isEmpty() && record.payload().length() > room) {
        break;
      }
      room -= record.payload().length();
      found.add(record);
    }
    return found;
  }

  /// Bytes held, payload and overhead.
  long bytes() {
    return bytes;
  }

  private LogRecord take(long lsn) {
    LogRecord record = at(lsn);
    ring[slot(lsn)] = null;
    return record;
  }

  private LogRecord at(long lsn) {
    LogRecord record = ring[slot(lsn)];
    if (record == null) {
      throw new IllegalStateException("the cache has a hole at " + lsn);
    }
    return record;
  }

  /// LSNs map to slots by their low bits, so that a longer ring only moves records.
  private int slot(long lsn) {
    return (int) (lsn & (ring.length - 1));
  }

  private void grow() {
    @Nullable LogRecord[] old = ring;
    ring = Arrays.copyOf(old, old.length * 2);
    Arrays.fill(ring, null);
    for (int at = 0; at < count; at++) {
      long lsn = firstLsn + at;
      ring[slot(lsn)] = old[(int) (lsn & (old.length - 1))];
    }
  }

  private static long sizeOf(LogRecord record) {
    return OVERHEAD_BYTES + (long) record.payload().length();
  }
}
