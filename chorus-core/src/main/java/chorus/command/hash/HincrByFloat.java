package chorus.command.hash;

import chorus.command.Args;
import chorus.command.CollectionEdit;
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

/// `HINCRBYFLOAT key field increment`, by the rule of [Decimals].
final class HincrByFloat implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    BigDecimal amount =
        Decimals.parse(
            args.bytes(3),
            CommandError::notAFloat,
            () -> CommandError.err("value is NaN or Infinity"));
    Edit edit = Edit.over(view, moment);
    CollectionEdit hash = Hashes.edit(edit, args);
    Bytes old = hash.get(args.bytes(2));
    BigDecimal before =
        old == null
            ? BigDecimal.ZERO
            : Decimals.parse(
                old, () -> CommandError.err("hash value is not a float"), Decimals::notFinite);
    Bytes after = Decimals.sum(before, amount);
    hash.put(args.bytes(2), after);
    return edit.done(Reply.bulk(after));
  }
}
