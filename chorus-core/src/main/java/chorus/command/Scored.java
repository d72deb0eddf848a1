package chorus.command;

import chorus.resp.Bytes;
import chorus.store.RowCursor;
import chorus.value.OrderKeys;

/// A member of a sorted set, and its score.
public record Scored(Bytes member, double score) {
  /// At a row of level 0.
  static Scored at(RowCursor row) {
    return new Scored(OrderKeys.memberOf(row.row()), OrderKeys.scoreOf(row.row()));
  }
}
