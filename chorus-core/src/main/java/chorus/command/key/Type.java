package chorus.command.key;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Keyspace;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Reply;
import chorus.value.Meta;

/// TYPE key: `string`, `hash`, `list`, `set`, or `none`.
final class Type implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Meta meta = Keyspace.over(view).meta(args.bytes(1));
    return new Outcome.Answer(Reply.simple(meta == null ? "none" : meta.type().redisName()));
  }
}
