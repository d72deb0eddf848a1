package chorus.command.hash;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.Scan;
import chorus.command.View;
import chorus.resp.Reply;
import chorus.value.ValueType;
import java.util.List;

/// `HSCAN key cursor [MATCH pattern] [COUNT count]`. A hash that Redis would keep in its compact
/// form comes on one page, as there.
final class Hscan implements DataCommand {
  /// Redis' `hash-max-listpack-entries`.
  private static final long COMPACT_FIELDS = 512;

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    return Scan.ofElements(
        view, args, ValueType.HASH, COMPACT_FIELDS, value -> List.of(Reply.bulk(value)));
  }
}
