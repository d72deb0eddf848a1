package chorus.command.hash;

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
import chorus.value.ValueType;
import java.util.List;

/// `HSCAN key cursor [MATCH pattern] [COUNT count]`. A hash that Redis would keep in its compact
/// form comes on one page, as there.
final class Hscan implements DataCommand {
  /// Redis' `hash-max-listpack-entries`.
  private static final long COMPACT_FIELDS = 512;

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    long cursor = Scan.cursor(args.bytes(2));
    Keyspace keys = Keyspace.over(view);
    Meta.OfCollection hash = keys.collection(args.bytes(1), ValueType.HASH);
    if (hash == null) {
      return new Outcome.Answer(Scan.NOTHING);
    }
    Scan options = Scan.options(cursor, args, 3, Scan.Typed.NO);
    Scan scan = hash.count() <= COMPACT_FIELDS ? options.withCount(COMPACT_FIELDS) : options;
    try (RowCursor rows = keys.elements(hash, cursor)) {
      return new Outcome.Answer(scan.page(rows, (row, found) -> add(scan, row, found)));
    }
  }

  private static void add(Scan scan, RowCursor row, List<Reply> found) {
    Bytes field = RowKeys.elementOf(row.row());
    if (scan.matches(field)) {
      found.add(Reply.bulk(field));
      found.add(Reply.bulk(row.value()));
    }
  }
}
