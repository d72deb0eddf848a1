package chorus.command.zset;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.Scan;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.DoubleText;
import chorus.resp.Reply;
import chorus.store.RowCursor;
import chorus.value.Meta;
import chorus.value.OrderKeys;
import chorus.value.RowKeys;
import java.util.List;

/// `ZSCAN key cursor [MATCH pattern] [COUNT count]`: members and scores, in the order of their
/// hash. A sorted set that Redis would keep in its compact form comes on one page, as there.
final class Zscan implements DataCommand {
  /// Redis' `zset-max-listpack-entries`.
  private static final long COMPACT_MEMBERS = 128;

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long cursor = Scan.cursor(args.bytes(2));
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection zset = Zsets.at(keys, args.bytes(1));
    if (zset == null) {
      return new Outcome.Answer(Scan.NOTHING);
    }
    Scan options = Scan.options(cursor, args, 3, Scan.Typed.NO);
    Scan scan = zset.count() <= COMPACT_MEMBERS ? options.withCount(COMPACT_MEMBERS) : options;
    try (RowCursor rows = keys.elements(zset, cursor)) {
      return new Outcome.Answer(scan.page(rows, (row, found) -> add(scan, row, found)));
    }
  }

  private static void add(Scan scan, RowCursor row, List<Reply> found) {
    Bytes member = RowKeys.elementOf(row.row());
    if (scan.matches(member)) {
      found.add(Reply.bulk(member));
      found.add(Reply.bulk(DoubleText.format(OrderKeys.score(row.value()))));
    }
  }
}
