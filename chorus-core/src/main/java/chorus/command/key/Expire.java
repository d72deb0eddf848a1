package chorus.command.key;

import chorus.command.Args;
import chorus.command.CommandError;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.ExpiryOption;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;
import java.util.EnumSet;
import java.util.Set;

/// `EXPIRE key time [NX | XX | GT | LT]`, and PEXPIRE, EXPIREAT and PEXPIREAT, by their unit: 1 if
/// the key is there and the conditions hold. A time that is over deletes the key.
record Expire(ExpiryOption.Unit unit) implements DataCommand {
  private enum Condition {
    /// It does not expire so far.
    NX,
    /// It expires already.
    XX,
    /// Later than so far; what does not expire, expires never.
    GT,
    /// Earlier than so far.
    LT;

    boolean holds(long before, long after) {
      boolean expires = before != Meta.NEVER;
      return switch (this) {
        case NX -> !expires;
        case XX -> expires;
        case GT -> expires && after > before;
        case LT -> !expires || after < before;
      };
    }
  }

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Set<Condition> conditions = conditions(args);
    long now = moment.hlc().wallMillis();
    long millis = ExpiryOption.anyMillis(args, 2, unit, moment);
    Bytes key = args.bytes(1);
    Edit edit = Edit.over(view, moment);
    Meta meta = edit.keys().meta(key);
    if (meta == null
        || !conditions.stream().allMatch(each -> each.holds(meta.expiryMillis(), millis))) {
      return edit.done(Reply.ZERO);
    }
    if (millis <= now) {
      edit.delete(key);
    } else {
      edit.expire(key, millis);
    }
    return edit.done(Reply.ONE);
  }

  private static Set<Condition> conditions(Args args) {
    Set<Condition> conditions = EnumSet.noneOf(Condition.class);
    for (int i = 3; i < args.size(); i++) {
      conditions.add(condition(args, i));
    }
    if (conditions.contains(Condition.NX) && conditions.size() > 1) {
      throw CommandError.err("NX and XX, GT or LT options at the same time are not compatible");
    }
    if (conditions.contains(Condition.GT) && conditions.contains(Condition.LT)) {
      throw CommandError.err("GT and LT options at the same time are not compatible");
    }
    return conditions;
  }

  private static Condition condition(Args args, int index) {
    return args.option(index, Condition.values())
        .orElseThrow(() -> CommandError.err("Unsupported option " + args.string(index)));
  }
}
