package chorus.command.key;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.ExpiryOption;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;
import chorus.value.Meta;
import org.jspecify.annotations.Nullable;

/// TTL, PTTL, EXPIRETIME and PEXPIRETIME key, by their unit: when or in how long it expires; -1 if
/// never, -2 if it is not there.
record Ttl(ExpiryOption.Unit unit) implements DataCommand {
  private static final long NEVER = -1;
  private static final long ABSENT = -2;

  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Meta meta = Keyspace.over(view).meta(args.bytes(1));
    return new Outcome.Answer(Reply.integer(answer(meta, moment.hlc().wallMillis())));
  }

  private long answer(@Nullable Meta meta, long nowMillis) {
    if (meta == null) {
      return ABSENT;
    }
    long expiry = meta.expiryMillis();
    return expiry == Meta.NEVER ? NEVER : unit.count(expiry, Math.min(expiry, nowMillis));
  }
}
