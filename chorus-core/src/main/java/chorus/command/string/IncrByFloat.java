package chorus.command.string;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Decimals;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import java.math.BigDecimal;

/// `INCRBYFLOAT key increment`, by the rule of [Decimals].
final class IncrByFloat implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Bytes key = args.bytes(1);
    Edit edit = Edit.over(view, moment);
    Bytes old = edit.keys().string(key);
    BigDecimal before = old == null ? BigDecimal.ZERO : number(old);
    Bytes after = Decimals.sum(before, number(args.bytes(2)));
    edit.updateString(key, after);
    return edit.done(Reply.bulk(after));
  }

  private static BigDecimal number(Bytes word) {
    return Decimals.parse(word, CommandError::notAFloat, Decimals::notFinite);
  }
}
