package chorus.command.key;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.Scan;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.RowCursor;
import chorus.value.Meta;
import chorus.value.RowKeys;
import java.util.List;

/// `SCAN cursor [MATCH pattern] [COUNT count] [TYPE type]`.
final class ScanKeys implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long cursor = Scan.cursor(args.bytes(1));
    Scan scan = Scan.options(cursor, args, 2, Scan.Typed.YES);
    try (RowCursor rows = Keyspace.over(view).keys(cursor)) {
      return new Outcome.Answer(scan.page(rows, (row, found) -> add(scan, row, found)));
    }
  }

  private static void add(Scan scan, RowCursor row, List<Reply> found) {
    Bytes key = RowKeys.keyOf(row.row());
    if (scan.matches(key)
        && (scan.type().isEmpty() || scan.matchesType(Meta.decode(row.value()).type()))) {
      found.add(Reply.bulk(key));
    }
  }
}
