package chorus.command.key;

import chorus.command.Args;
import chorus.command.DataCommand;
import chorus.command.Edit;
import chorus.command.Moment;
import chorus.command.Outcome;
import chorus.command.View;
import chorus.resp.Bytes;
import chorus.resp.Reply;
import chorus.value.Meta;

/// PERSIST key: lets it expire no more; 1 if it was to expire.
final class Persist implements DataCommand {
  @Override
  public Outcome run(View view, Args args, Moment moment) {
    Edit edit = Edit.over(view, moment);
    Bytes key = args.bytes(1);
    Meta meta = edit.keys().meta(key);
    if (meta == null || meta.expiryMillis() == Meta.NEVER) {
      return edit.done(Reply.ZERO);
    }
    edit.expire(key, Meta.NEVER);
    return edit.done(Reply.ONE);
  }
}
