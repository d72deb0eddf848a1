package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.base.Lsn;
import chorus.command.MapView;
import chorus.log.LogRecord;
import chorus.log.RecordKind;
import chorus.resp.Bytes;
import chorus.time.Hlc;
import chorus.value.RowKeys;
import chorus.value.RowKind;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Two followers that apply what a leader wrote down: one record by record, the other many at a
/// time.
public final class Followers {
  private final MapView leader;
  private final FakeStore close = new FakeStore();
  private final FakeStore behind = new FakeStore();
  private final Applier one = new Applier(close, new SplittableRandom(1));
  private final Applier other = new Applier(behind, new SplittableRandom(2));

  public Followers(MapView leader) {
    this.leader = leader;
  }

  /// Applies what is new: both come to the rows of the leader, and to one content hash.
  public void follow() {
    List<LogRecord> records = recordsAfter(close.appliedLsn());
    records.forEach(record -> one.apply(List.of(record)));
    other.apply(records);
    assertThat(StoreState.of(close)).isEqualTo(StoreState.of(behind));
    assertThat(logical(close)).isEqualTo(logical(behind)).isEqualTo(logical(leader));
  }

  /// What does not fit when hash and counts are computed from all rows.
  public List<String> problems() {
    return Verification.of(close.snapshot()).problems();
  }

  FakeStore close() {
    return close;
  }

  /// The leader's log from there on; where a command changed nothing, a record that does not
  /// either.
  private List<LogRecord> recordsAfter(Lsn applied) {
    List<LogRecord> records = new ArrayList<>();
    Lsn next = applied.next();
    for (LogRecord record : leader.log()) {
      if (record.lsn().isAfter(applied)) {
        while (record.lsn().isAfter(next)) {
          records.add(new LogRecord(record.epoch(), next, Hlc.ZERO, RecordKind.BEAT, Bytes.EMPTY));
          next = next.next();
        }
        records.add(record);
        next = next.next();
      }
    }
    return records;
  }

  /// The rows that replicas must have alike.
  static NavigableMap<Bytes, Bytes> logical(RowReader rows) {
    NavigableMap<Bytes, Bytes> logical = new TreeMap<>();
    try (RowCursor cursor = rows.scan(RowKeys.allRows().from(), RowKeys.allRows().to())) {
      while (cursor.next()) {
        switch (RowKind.of(cursor.row())) {
          case GENERATION, META, ELEMENT, ORDER, ONCE, ONCE_OUTCOME ->
              logical.put(cursor.row(), cursor.value());
          case SYSTEM, EXPIRY, ORPHAN -> {}
        }
      }
    }
    return logical;
  }
}
