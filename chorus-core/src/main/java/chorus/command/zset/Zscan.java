package chorus.command.zset;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.Scan;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.DoubleText;
import chorus.resp.Reply;
import chorus.value.OrderKeys;
import chorus.value.ValueType;
import java.util.List;

/// `ZSCAN key cursor [MATCH pattern] [COUNT count]`: members and scores, in the order of their
/// hash. A sorted set that Redis would keep in its compact form comes on one page, as there.
final class Zscan implements DataCommand {
  /// Redis' `zset-max-listpack-entries`.
  private static final long COMPACT_MEMBERS = 128;

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    return Scan.ofElements(view, args, ValueType.ZSET, COMPACT_MEMBERS, Zscan::score);
  }

  private static List<Reply> score(Bytes value) {
    return List.of(Reply.bulk(DoubleText.format(OrderKeys.score(value))));
  }
}
