package chorus.command.set;

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

/// `SSCAN key cursor [MATCH pattern] [COUNT count]`.
final class Sscan implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long cursor = Scan.cursor(args.bytes(2));
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection set = Sets.at(keys, args.bytes(1));
    if (set == null) {
      return new Outcome.Answer(Scan.NOTHING);
    }
    Scan scan = Scan.options(cursor, args, 3, Scan.Typed.NO);
    try (RowCursor rows = keys.elements(set, cursor)) {
      return new Outcome.Answer(scan.page(rows, (row, found) -> add(scan, row, found)));
    }
  }

  private static void add(Scan scan, RowCursor row, List<Reply> found) {
    Bytes member = RowKeys.elementOf(row.row());
    if (scan.matches(member)) {
      found.add(Reply.bulk(member));
    }
  }
}
