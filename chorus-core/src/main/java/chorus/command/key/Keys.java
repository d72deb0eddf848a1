package chorus.command.key;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Glob;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.store.RowCursor;
import chorus.value.RowKeys;
import java.util.ArrayList;

/// KEYS pattern: all keys that match.
final class Keys implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Glob pattern = Glob.of(args.bytes(1));
    var found = new ArrayList<Reply>();
    try (RowCursor rows = Keyspace.over(view).keys(0)) {
      while (rows.next()) {
        Bytes key = RowKeys.keyOf(rows.row());
        if (pattern.matches(key)) {
          found.add(Reply.bulk(key));
        }
      }
    }
    return new Outcome.Answer(Reply.array(found));
  }
}
