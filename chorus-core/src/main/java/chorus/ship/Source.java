package chorus.ship;

import chorus.base.Epoch;
import chorus.base.Lsn;
import chorus.base.NodeId;
import chorus.log.LogRecord;
import chorus.log.ShardLog;
import java.util.List;
import java.util.function.Supplier;

/// Where shipped records come from: a log, as far as it is that of the leader of `epoch`.
///
/// Invariant: every record of `log` up to `end` is the leader's. `end` never falls.
public record Source(Epoch epoch, NodeId leader, ShardLog log, Supplier<Lsn> end) {
  /// The leader's own log, all of it.
  public static Source ofLeader(Epoch epoch, NodeId leader, ShardLog log) {
    return new Source(epoch, leader, log, () -> log.last().lsn());
  }

  /// The position of the last record that may be shipped.
  Lsn last() {
    return end.get();
  }

  /// Those of `records` that may be shipped.
  List<LogRecord> within(List<LogRecord> records) {
    Lsn last = last();
    return records.isEmpty() || !records.getLast().lsn().isAfter(last)
        ? records
        : records.stream().filter(each -> !each.lsn().isAfter(last)).toList();
  }
}
